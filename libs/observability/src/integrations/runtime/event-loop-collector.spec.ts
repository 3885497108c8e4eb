import type { IntervalHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordingSink } from '../../testing/recording-sink';
import { EventLoopCollector } from './event-loop-collector';

const LAG_MAX = 'nodejs_eventloop_lag_max_seconds{}';
const UTILIZATION = 'nodejs_eventloop_utilization_ratio{}';
/** Long enough for a monitor, which begins anew at a reading, to look a few times. */
const SOME_LOOKS_MS = 50;

function holdUpLoop(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

function started(): EventLoopCollector {
  const collector = new EventLoopCollector();
  collector.start();
  return collector;
}

describe('the event loop', () => {
  let loop: EventLoopCollector;
  let sink: RecordingSink;

  beforeEach(() => {
    loop = started();
    sink = new RecordingSink();
  });

  afterEach(() => loop.stop());

  it('lags when it is held up, and no more at the reading after', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(400);
    await sleep(SOME_LOOKS_MS);
    const heldUp = { ...(await sink.read([loop])) };
    await sleep(SOME_LOOKS_MS);

    const afterwards = await sink.read([loop]);

    expect(heldUp[LAG_MAX]).toBeGreaterThan(0.38);
    expect(afterwards[LAG_MAX]).toBeLessThan(0.38);
  });

  it('lags when it is held up until the very reading', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(400);

    const values = await sink.read([loop]);

    expect(values[LAG_MAX]).toBeGreaterThan(0.38);
  });

  it('does not lag when nothing happens: the time between two looks is no lag', async () => {
    await sleep(300);

    const values = await sink.read([loop]);

    expect(values['nodejs_eventloop_lag_min_seconds{}']).toBeLessThan(0.005);
    expect(values['nodejs_eventloop_lag_p50_seconds{}']).toBeLessThan(0.008);
  });

  it('has its lags in order', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(30);
    await sleep(SOME_LOOKS_MS);

    const values = await sink.read([loop]);

    const lags = ['min', 'p50', 'p90', 'p99', 'max'].map(
      (word) => values[`nodejs_eventloop_lag_${word}_seconds{}`] ?? Number.NaN,
    );
    expect(lags.toSorted((a, b) => a - b)).toEqual(lags);
    expect(values['nodejs_eventloop_lag_mean_seconds{}']).toBeGreaterThanOrEqual(lags[0] ?? 1);
    expect(values['nodejs_eventloop_lag_stddev_seconds{}']).toBeGreaterThan(0);
  });

  it('says nothing of delays when it was not looked at since the last reading', async () => {
    await sink.read([loop]);

    expect(await new RecordingSink().read([loop])).not.toHaveProperty([LAG_MAX]);
  });

  it('takes a turn at each read, and reports how long that took', async () => {
    const reading = loop.read(sink);
    holdUpLoop(50);
    await reading;

    expect(sink.values['nodejs_eventloop_lag_seconds{}']).toBeGreaterThanOrEqual(0.05);
  });

  it('is busy when it is held up, and idle when it waits', async () => {
    await sink.read([loop]);
    holdUpLoop(100);
    const busy = { ...(await sink.read([loop])) };
    await sleep(300);

    const idle = await sink.read([loop]);

    expect(busy[UTILIZATION]).toBeGreaterThan(0.8);
    expect(busy[UTILIZATION]).toBeLessThanOrEqual(1);
    expect(idle[UTILIZATION]).toBeLessThan(0.5);
  });

  it('adds up its time by state', async () => {
    const before = { ...(await sink.read([loop])) };
    holdUpLoop(50);
    await sleep(100);

    const after = await sink.read([loop]);

    const grown = (state: string): number => {
      const series = `nodejs_eventloop_time_seconds_total{${state}}`;
      return (after[series] ?? Number.NaN) - (before[series] ?? Number.NaN);
    };
    expect(grown('active')).toBeGreaterThanOrEqual(0.045);
    expect(grown('idle')).toBeGreaterThan(0.02);
  });
});

describe('two apps in one process', () => {
  it('do not take the numbers of each other', async () => {
    const [first, second] = [started(), started()];
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(100);
    await sleep(SOME_LOOKS_MS);

    const reported = [
      await new RecordingSink().read([first]),
      await new RecordingSink().read([second]),
    ];
    first.stop();
    second.stop();

    expect(reported.map((values) => (values[LAG_MAX] ?? 0) > 0.08)).toEqual([true, true]);
  });
});

describe('an app that stops', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('leaves no monitor that runs, twenty times over', async () => {
    const perfHooks = jest.requireActual<{ monitorEventLoopDelay: () => unknown }>(
      'node:perf_hooks',
    );
    const create = jest.spyOn(perfHooks, 'monitorEventLoopDelay');

    for (let i = 0; i < 20; i += 1) {
      const loop = started();
      await new RecordingSink().read([loop]);
      loop.stop();
    }

    const monitors = create.mock.results.map(({ value }) => value as IntervalHistogram);
    expect(monitors).toHaveLength(20);
    expect(monitors.map((monitor) => monitor.disable())).not.toContain(true);
  });

  it('does not tell the numbers of before', async () => {
    const loop = started();
    const sink = new RecordingSink();
    await sleep(SOME_LOOKS_MS);
    loop.stop();

    expect(await sink.read([loop])).not.toHaveProperty([LAG_MAX]);
  });

  it('can stop before it started', () => {
    const loop = new EventLoopCollector();

    expect(() => loop.stop()).not.toThrow();
  });
});
