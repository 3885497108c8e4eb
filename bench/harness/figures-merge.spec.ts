import { mergeFigures } from './figures-merge';

const route = (cpuMicros: number) => ({ cpuMicros, perSecond: 1000, busy: 1 });

describe('the figures of several processes', () => {
  it('become the mean of each number', () => {
    const merged = mergeFigures([
      { startMs: 500, routes: { hello: route(40) } },
      { startMs: 700, routes: { hello: route(60) } },
    ]);

    expect(merged).toEqual({ startMs: 600, routes: { hello: route(50) } });
  });

  it('are those of one process when there is one', () => {
    const figures = { startMs: 500, latency: { p50Ms: 1, p99Ms: 2 } };

    expect(mergeFigures([figures])).toEqual(figures);
  });

  it('leave a process out that lacks a figure', () => {
    expect(mergeFigures([{ startMs: 500 }, { startMs: 700, rssBytes: 9 }])).toEqual({
      startMs: 600,
      rssBytes: 9,
    });
  });
});
