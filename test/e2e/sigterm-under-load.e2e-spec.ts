import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { accessLines, fateOf, startEnding } from '../support/ending-program';
import type { Fate } from '../support/ending-program';

const PER_SECOND = 200;
/** How long those who send requests take to act on a 503. */
const NOTICED_AFTER_MS = 200;

describe.each(['express', 'fastify'] as const)('%s under 200 requests a second', (platform) => {
  it('drops none when it is told to end, and says so before it refuses any', async () => {
    const options = 'lifecycle: { drainDelayMs: 2000 }';
    const { program, base } = await startEnding({ platform, options });
    const load = new Load(base);
    const probes = probeUntilRefused(base);
    await pause(500);

    program.child.kill('SIGTERM');
    const { notReady, refused } = await probes(() => load.stopIn(NOTICED_AFTER_MS));
    const fates = await load.fates();
    const { signal, stdout } = await program.ending;

    expect(fates.length).toBeGreaterThan(120);
    expect(fates.filter(({ status }) => status !== 200)).toEqual([]);
    expect(accessLines(stdout, '/now').length).toBe(fates.length);
    expect(refused.at).toBeGreaterThan(notReady.at + 500);
    expect(refused.error).toBe('ECONNREFUSED');
    expect([fates.at(0)?.connection, fates.at(-1)?.connection]).toEqual(['keep-alive', 'close']);
    expect(signal).toBe('SIGTERM');
  });

  it('finishes what is under way before anything of the app is taken apart', async () => {
    const { program, base } = await startEnding({ platform });
    const agent = new Agent({ keepAlive: true });
    const late = fateOf(`${base}/late/700`, agent);
    await pause(200);

    program.child.kill('SIGTERM');
    const { status, connection } = await late;
    const { signal, stdout } = await program.ending;

    expect({ status, connection, signal }).toEqual({
      status: 200,
      connection: 'close',
      signal: 'SIGTERM',
    });
    const [line] = accessLines(stdout, '/late');
    expect(line).toMatchObject({ status: 200, outcome: 'ok' });
    expect(stdout.indexOf('taken apart')).toBeGreaterThan(stdout.indexOf('"path":"/late/700"'));
  });
});

/** Requests at a steady pace by connections that are kept alive. */
class Load {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 20 });
  private readonly asked: Promise<Fate>[] = [];
  private readonly from = performance.now();
  private readonly timer: NodeJS.Timeout;
  private stopped: Promise<void> = Promise.resolve();

  constructor(private readonly base: string) {
    this.timer = setInterval(() => this.askWhatIsDue(), 1);
  }

  stopIn(ms: number): void {
    this.stopped = pause(ms).then(() => clearInterval(this.timer));
  }

  async fates(): Promise<Fate[]> {
    await this.stopped;
    const fates = await Promise.all(this.asked);
    this.agent.destroy();
    return fates;
  }

  /** Timers come late on a busy machine; the pace does not slow down by that. */
  private askWhatIsDue(): void {
    const due = ((performance.now() - this.from) / 1000) * PER_SECOND;
    while (this.asked.length < due) this.asked.push(fateOf(`${this.base}/now`, this.agent));
  }
}

/**
 * Probes readiness by a new connection each time, as the kubelet does. One that the kernel has taken and the server has not is
 * reset when the server closes, by any server of Node; so the probe after it says how connections end from then on.
 */
function probeUntilRefused(base: string) {
  return async (onNotReady: () => void): Promise<{ notReady: Fate; refused: Fate }> => {
    let notReady: Fate | undefined;
    for (;;) {
      const fate = await fateOf(`${base}/readyz`);
      if (fate.status === 503 && !notReady) {
        notReady = fate;
        onNotReady();
      }
      if (fate.error && notReady) {
        const refused = fate.error === 'ECONNRESET' ? await fateOf(`${base}/readyz`) : fate;
        return { notReady, refused };
      }
      if (fate.error) throw new Error(`refused before it was not ready: ${fate.error}`);
      await pause(20);
    }
  };
}
