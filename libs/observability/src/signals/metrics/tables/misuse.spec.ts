import { callAsApp, callElsewhere } from '../testing/app-calls';
import { Warnings } from '../../../core';
import { Misuse } from './misuse';
import type { MisuseReason } from './misuse';

class Watched {
  readonly said: string[] = [];
  readonly misuse: Misuse;

  constructor(isStrict = false) {
    this.misuse = new Misuse(new Warnings((message) => void this.said.push(message)), isStrict);
  }

  report(reason: MisuseReason = 'bad_value', metric = 'orders_total'): void {
    this.misuse.report(metric, reason, 'a value must be a finite number');
  }

  get counts(): [string, string, number][] {
    return [...this.misuse.entries()].map(({ metric, reason, count }) => [metric, reason, count]);
  }
}

describe('Misuse', () => {
  it('counts calls by metric and reason', () => {
    const watched = new Watched();

    watched.report();
    watched.report();
    watched.report('unknown_label');
    watched.report('bad_value', 'sales_total');

    expect(watched.counts).toEqual([
      ['orders_total', 'bad_value', 2],
      ['orders_total', 'unknown_label', 1],
      ['sales_total', 'bad_value', 1],
    ]);
  });

  it('says what is wrong, and where', () => {
    const watched = new Watched();

    callAsApp(() => watched.report());

    expect(watched.said).toEqual([
      expect.stringMatching(
        /^The metric "orders_total" was called wrongly at \w+ \(sell\.service\.ts:\d+:\d+\): a value must be a finite number\.$/,
      ),
    ]);
  });

  it('warns once for each call site', () => {
    const watched = new Watched();

    for (let i = 0; i < 5; i += 1) callAsApp(() => watched.report());

    expect(watched.said).toHaveLength(1);
    expect(watched.counts).toEqual([['orders_total', 'bad_value', 5]]);
  });

  it('warns about each call site, also when one has been wrong often', () => {
    const watched = new Watched();

    for (let i = 0; i < 50; i += 1) callAsApp(() => watched.report());
    callElsewhere(() => watched.report());

    expect(watched.said).toHaveLength(2);
  });

  it('warns once for each call site also when the text differs each time', () => {
    const watched = new Watched();

    for (let i = 0; i < 50; i += 1) {
      callAsApp(() =>
        watched.misuse.report('orders_total', 'unknown_label', `no label "user${i}"`),
      );
    }

    expect(watched.said).toHaveLength(1);
  });

  it('is not made deaf for one metric by a million wrong calls of another', () => {
    const watched = new Watched();
    for (let i = 0; i < 100_000; i += 1) callAsApp(() => watched.report());

    callElsewhere(() => watched.report('bad_value', 'sales_total'));

    expect(watched.said).toHaveLength(2);
    expect(watched.said[1]).toContain('"sales_total"');
  });

  it('finds a stack for few of many wrong calls, since stacks are dear', () => {
    const watched = new Watched();
    const started = performance.now();

    for (let i = 0; i < 100_000; i += 1) watched.report();

    expect(watched.counts).toEqual([['orders_total', 'bad_value', 100_000]]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('throws in strict mode, counts all the same, and warns nobody', () => {
    const watched = new Watched(true);
    const work = (): void => callAsApp(() => watched.report());

    expect(work).toThrow(
      expect.objectContaining({
        name: 'MetricMisuseError',
        code: 'METRICS_MISUSE',
        message: expect.stringMatching(
          /^The metric "orders_total" was called wrongly at \w+ \(sell.*: a value must be a finite number\.$/,
        ) as string,
      }),
    );
    expect(watched.counts).toEqual([['orders_total', 'bad_value', 1]]);
    expect(watched.said).toEqual([]);
  });

  it('throws in strict mode at each wrong call, not only at the first', () => {
    const watched = new Watched(true);
    let thrown = 0;

    for (let i = 0; i < 250; i += 1) {
      try {
        watched.report();
      } catch {
        thrown += 1;
      }
    }

    expect(thrown).toBe(250);
  });
});
