import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endingApp, fateOf, startEnding } from '../support/ending-program';
import type { Fate } from '../support/ending-program';
import { LoadBalancer } from '../support/load-balancer';

const POLLING = { everyMs: 300, fall: 2 };
const CONTROL_C = '\u0003';
const DRAIN_MS = 5000;
/** Each app serves on for five seconds. */
const LIMIT_MS = 60_000;

/** Sends requests at an even pace until the work is over. */
async function duringLoad(base: string, work: () => Promise<unknown>): Promise<Fate[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  const fates: Promise<Fate>[] = [];
  const timer = setInterval(() => fates.push(fateOf(`${base}/now`, agent)), 10);
  await work();
  clearInterval(timer);
  const all = await Promise.all(fates);
  agent.destroy();
  return all;
}

/** Starts a program on a terminal; resolves with what ends it by Ctrl-C, and when it has ended. */
async function onTerminal(text: string): Promise<{ base: string; interrupt: () => Promise<void> }> {
  const { NODE_OPTIONS: _unwanted, ...inherited } = process.env;
  const child = spawn('script', ['-qec', 'exec node -e "$PROGRAM"', '/dev/null'], {
    cwd: join(__dirname, '../..'),
    env: { ...inherited, PROGRAM: text, SHELL: '/bin/sh', NODE_ENV: 'development' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  const base = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [, port] = /PORT=(\d+)/.exec(said) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const interrupt = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.write(CONTROL_C);
    await ended;
  };
  return { base, interrupt };
}

describe('an app outside Kubernetes', () => {
  it.each(['/readyz', '/health'])(
    'refuses no request at SIGTERM behind a load balancer that polls %s',
    async (path) => {
      const apps = await Promise.all([startEnding({}), startEnding({})]);
      const ports = apps.map(({ base }) => Number(new URL(base).port));
      const balancer = await LoadBalancer.start(ports, { path, ...POLLING });

      const fates = await duringLoad(balancer.base, async () => {
        await sleep(1500);
        apps[0]?.program.child.kill('SIGTERM');
        await apps[0]?.program.ending;
        await sleep(300);
      });
      await balancer.stop();
      apps[1]?.program.child.kill('SIGKILL');

      expect(fates.length).toBeGreaterThan(100);
      expect(balancer.refused).toEqual([]);
      expect(fates.filter(({ status }) => status !== 200)).toEqual([]);
    },
    LIMIT_MS,
  );

  it('serves on behind a proxy that polls nothing', async () => {
    const { program, base } = await startEnding({});
    await (await fetch(`${base}/now`, { headers: { 'x-forwarded-for': '10.0.0.7' } })).text();
    const begin = performance.now();

    program.child.kill('SIGTERM');
    await program.ending;

    expect(performance.now() - begin).toBeGreaterThanOrEqual(DRAIN_MS);
  });

  it('ends at once when nothing routes requests to it', async () => {
    const { program, base } = await startEnding({});
    await (await fetch(`${base}/now`)).text();
    const begin = performance.now();

    program.child.kill('SIGTERM');
    await program.ending;

    expect(performance.now() - begin).toBeLessThan(DRAIN_MS);
  });

  it("ends at once by Ctrl-C on a developer's terminal, whatever asked it on this machine", async () => {
    const listening = "process.stdout.write('PORT=' + app.getHttpServer().address().port + '\\n');";
    const { base, interrupt } = await onTerminal(endingApp({ listening }));
    await (await fetch(`${base}/now`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).text();
    await (await fetch(`${base}/readyz`)).text();
    const begin = performance.now();

    await interrupt();

    expect(performance.now() - begin).toBeLessThan(DRAIN_MS);
  });
});
