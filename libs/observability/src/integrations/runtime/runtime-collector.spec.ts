import { once } from 'node:events';
import { createServer } from 'node:net';
import { freemem, totalmem } from 'node:os';
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { RecordingSink } from '../../testing/recording-sink';
import { runtimeCollectors } from './runtime-collector';

/** All sources of one app, as the app's registry treats them. */
class Runtime {
  readonly sources = runtimeCollectors();
  readonly sink = new RecordingSink();

  start(): void {
    for (const source of this.sources) source.start?.(this.sink);
  }

  stop(): void {
    for (const source of this.sources) source.stop?.();
  }

  /** One reading of an app that starts and stops. */
  static async once(): Promise<Record<string, number>> {
    const runtime = new Runtime();
    runtime.start();
    try {
      return await runtime.sink.read(runtime.sources);
    } finally {
      runtime.stop();
    }
  }
}

function nameOf(series: string): string {
  return series.slice(0, series.indexOf('{'));
}

describe('the runtime metrics', () => {
  it('write what they declare and nothing else', async () => {
    const declared = runtimeCollectors().flatMap(({ metrics }) => metrics.map(({ name }) => name));

    const written = Object.keys(await Runtime.once()).map(nameOf);

    expect(written.filter((name) => !declared.includes(name))).toEqual([]);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('write on Linux all but limits that are not there and what needs time', async () => {
    const declared = runtimeCollectors().flatMap(({ metrics }) => metrics.map(({ name }) => name));

    const written = Object.keys(await Runtime.once()).map(nameOf);

    const missing = declared.filter((name) => !written.includes(name));
    expect(missing.filter((name) => !/cgroup|lag_[mps]|gc_duration/.test(name))).toEqual([]);
  });

  it('tell the heap as V8 does', async () => {
    const values = await Runtime.once();

    const used = values['nodejs_heap_size_used_bytes{}'] ?? Number.NaN;
    const total = values['nodejs_heap_size_total_bytes{}'] ?? Number.NaN;
    expect(used).toBeGreaterThan(1_000_000);
    expect(total).toBeGreaterThanOrEqual(used * 0.9);
    expect(values['nodejs_heap_size_limit_bytes{}']).toBeGreaterThan(total);
    expect(values['nodejs_heap_space_size_used_bytes{old}']).toBeGreaterThan(0);
    expect(values['nodejs_external_memory_bytes{}']).toBeGreaterThan(0);
  });

  it('tell buffers', async () => {
    // Not a difference of two readings: what earlier tests let go may be collected between them.
    const kept = Buffer.alloc(50_000_000);

    const bytes = (await Runtime.once())['nodejs_array_buffers_bytes{}'];

    expect(bytes).toBeGreaterThanOrEqual(kept.length);
  });

  it('tell the memory of the machine, used and available making the total', async () => {
    const values = await Runtime.once();

    const available = values['system_memory_available_bytes{}'] ?? Number.NaN;
    expect(values['system_memory_total_bytes{}']).toBe(totalmem());
    expect(Math.abs(available - freemem())).toBeLessThan(totalmem() * 0.1);
    expect((values['system_memory_used_bytes{}'] ?? 0) + available).toBe(totalmem());
  });

  it('tell the version of Node.js', async () => {
    const [major, minor, patch] = process.versions.node.split('.');

    expect(await Runtime.once()).toMatchObject({
      [`nodejs_version_info{${process.version},${major},${minor},${patch}}`]: 1,
    });
  });

  it('tell what keeps the process alive, while it does', async () => {
    const runtime = new Runtime();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const during = { ...(await runtime.sink.read(runtime.sources)) };
    server.close();
    await once(server, 'close');
    // Node lets the handle go a turn after it said so.
    await turnOfLoop();

    const after = await runtime.sink.read(runtime.sources);

    expect(during['nodejs_active_resources{TCPServerWrap}']).toBe(1);
    expect(after).not.toHaveProperty(['nodejs_active_resources{TCPServerWrap}']);
  });
});

describe('apps that start and stop in one process', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('leave nothing behind, twenty times over', async () => {
    await Runtime.once();
    const before = process.getActiveResourcesInfo().length;
    const observe = jest.spyOn(PerformanceObserver.prototype, 'observe');
    const disconnect = jest.spyOn(PerformanceObserver.prototype, 'disconnect');

    for (let i = 0; i < 20; i += 1) await Runtime.once();

    // Jest has a timer or two of its own; whatever an app left behind would be there twenty times.
    expect(process.getActiveResourcesInfo().length - before).toBeLessThan(5);
    expect(observe.mock.contexts).toHaveLength(20);
    expect(disconnect.mock.contexts).toEqual(observe.mock.contexts);
  });
});
