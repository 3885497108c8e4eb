import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../support/eventually';
import { parseMetrics } from '../support/metrics-page';

const ROOT = join(__dirname, '../..');
const REQUESTS = 60;

/**
 * A primary that knows nothing of the library, and two workers on the built one: a shared port, and
 * a management port for each, told on standard output as JSON.
 */
const SCRIPT = `
  const cluster = require('node:cluster');
  if (cluster.isPrimary) {
    for (let i = 0; i < 2; i += 1) cluster.fork();
    process.on('SIGTERM', () => process.exit(0));
  } else {
    require('reflect-metadata');
    const { Controller, Get } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    const { ObservabilityModule } = require('nestjs-observability');
    class Shop { hello() { return 'hello ' + process.pid; } }
    Controller()(Shop);
    Get('hello')(Shop.prototype, 'hello', Object.getOwnPropertyDescriptor(Shop.prototype, 'hello'));
    const platform = process.env.PLATFORM === 'Fastify' ? 'fastify' : 'express';
    const adapters = require('@nestjs/platform-' + platform);
    const Adapter = adapters.FastifyAdapter ?? adapters.ExpressAdapter;
    const management = { port: 25000 + (process.pid % 2000) };
    (async () => {
      const options = { endpoints: { management }, logs: { level: 'silent' } };
      const module = { module: class App {}, controllers: [Shop], imports: [ObservabilityModule.forRoot(options)] };
      const app = await NestFactory.create(module, new Adapter(), { logger: false });
      app.enableShutdownHooks();
      await app.listen(Number(process.env.SHARED_PORT), '127.0.0.1');
      console.log(JSON.stringify({ pid: process.pid, management: management.port }));
    })();
  }
`;

interface Worker {
  readonly pid: number;
  readonly management: number;
}

describe.each(['Express', 'Fastify'])('two workers of a cluster on %s', (platform) => {
  const shared = platform === 'Express' ? 24_711 : 24_712;
  let primary: ChildProcess;
  const workers: Worker[] = [];

  beforeAll(async () => {
    const env = { ...process.env, PLATFORM: platform, SHARED_PORT: String(shared) };
    // A file in the workspace: the workers run it anew, and find the packages from there.
    const file = join(ROOT, `.cache/cluster-${platform}.cjs`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, SCRIPT);
    primary = spawn(process.execPath, [file], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface(primary.stdout!).on('line', (line) => workers.push(JSON.parse(line) as Worker));
    await eventually(() => {
      if (workers.length < 2) throw new Error('the workers have not started');
    }, 15_000);
  });

  afterAll(async () => {
    for (const { pid } of workers) signal(pid, 'SIGCONT');
    for (const { pid } of workers) signal(pid, 'SIGTERM');
    await eventually(() => {
      if (workers.some(({ pid }) => signal(pid, 0))) throw new Error('a worker does not end');
    });
    primary.kill('SIGTERM');
  });

  it('both give the sum of what both have answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, () => get(shared, '/hello')),
    );

    const sums = await Promise.all(workers.map(({ management }) => answered(management)));

    expect(new Set(answers).size).toBe(2);
    expect(sums).toEqual([REQUESTS, REQUESTS]);
  });

  it('do not wait long for one that hangs', async () => {
    const [first, second] = workers as [Worker, Worker];
    signal(second.pid, 'SIGSTOP');
    const begun = performance.now();

    const alone = await answered(first.management);

    expect(performance.now() - begun).toBeLessThan(1500);
    expect(alone).toBeLessThan(REQUESTS);
    signal(second.pid, 'SIGCONT');
    await eventually(async () => expect(await answered(first.management)).toBe(REQUESTS));
  });

  it('forget one that is killed', async () => {
    const [first, second] = workers as [Worker, Worker];
    signal(second.pid, 'SIGKILL');
    await eventually(() => expect(signal(second.pid, 0)).toBe(false));
    const begun = performance.now();

    expect(await answered(first.management)).toBeLessThan(REQUESTS);

    expect(performance.now() - begun).toBeLessThan(1500);
    expect(socketsOf(primary.pid!)).toEqual([expect.stringContaining(`${first.pid}-`)]);
  });
});

/** Sends a signal; whether the process was there to get it. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Each request on a connection of its own, so that the workers take turns. */
function get(port: number, path: string): Promise<string> {
  const agent = new Agent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => {
        text += piece.toString();
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}

/** Requests for /hello on the page of one worker. */
async function answered(port: number): Promise<number> {
  const samples = parseMetrics(await get(port, '/metrics'));
  const counts = samples.filter(
    ({ name, labels }) =>
      name === 'http_server_request_duration_seconds_count' && labels['http_route'] === '/hello',
  );
  return counts.reduce((sum, { value }) => sum + value, 0);
}

/** What is left in the folders of the cluster. */
function socketsOf(primaryPid: number): string[] {
  const base = join(tmpdir(), `nestjs-observability-${process.getuid?.() ?? 0}`);
  const folders = existsSync(base) ? readdirSync(base) : [];
  return folders
    .filter((folder) => folder.startsWith(`${primaryPid}-`))
    .flatMap((folder) => readdirSync(join(base, folder)));
}
