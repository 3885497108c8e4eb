import { resultOf } from '../testing/health-results';
import { Drops } from '../../core';
import { FakeClock } from '../../testing';
import { aggregate } from '../model/aggregate';
import type { HealthReport } from '../model/aggregate';
import { HealthHistory } from './health-history';
import type { HealthOverview } from './health-overview';
import { HealthReporter } from './health-reporter';

interface Started {
  readonly reporter: HealthReporter;
  readonly overviews: HealthOverview[];
  readonly history: HealthHistory;
  readonly drops: Drops;
}

function start(everyMs?: number, report = healthy): Started {
  const history = new HealthHistory({ size: 10 }, new FakeClock());
  const drops = new Drops();
  const reporter = new HealthReporter({ service: { report }, history, drops }, { everyMs });
  const overviews: HealthOverview[] = [];
  reporter.listen({ reported: (overview) => void overviews.push(overview) });
  return { reporter, overviews, history, drops };
}

const healthy = (): Promise<HealthReport> => Promise.resolve(aggregate([resultOf('database')]));

describe('the scheduled report', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is made at its pace, and no more when the app has ended', async () => {
    const { reporter, overviews } = start(60_000);

    reporter.start();
    await jest.advanceTimersByTimeAsync(180_000);
    reporter.stop();
    await jest.advanceTimersByTimeAsync(180_000);

    expect(overviews.map(({ status }) => status)).toEqual(['healthy', 'healthy', 'healthy']);
  });

  it('is not created without listeners', async () => {
    const { reporter, overviews } = start();

    reporter.start();
    await jest.advanceTimersByTimeAsync(86_400_000);

    expect(jest.getTimerCount()).toBe(0);
    expect(overviews).toEqual([]);
  });

  it('reports each change once', async () => {
    const { reporter, overviews, history } = start();

    history.checked(resultOf('database', 'unhealthy'), { from: 'healthy', to: 'unhealthy' });
    await reporter.report();
    await reporter.report();

    expect(overviews.map(({ flips }) => flips)).toEqual([1, 0]);
  });

  it('is made once at a time, however slow the checks are', async () => {
    let calls = 0;
    const never = (): Promise<HealthReport> => new Promise(() => void (calls += 1));
    const { reporter, overviews } = start(1000, never);

    reporter.start();
    await jest.advanceTimersByTimeAsync(10_000);
    reporter.stop();

    expect(calls).toBe(1);
    expect(overviews).toEqual([]);
  });

  it('reaches the other listeners when one throws, and that is counted', async () => {
    const { reporter, overviews, drops } = start();
    const stop = reporter.listen({
      reported: () => {
        throw new Error('no channel');
      },
    });
    const after: HealthOverview[] = [];
    reporter.listen({ reported: (overview) => void after.push(overview) });

    await reporter.report();
    stop();
    await reporter.report();

    expect([overviews.length, after.length]).toEqual([2, 2]);
    expect([...drops.entries()]).toEqual([['health report', 1]]);
  });

  it('is skipped when the checks cannot run, and tried again', async () => {
    const answers = [Promise.reject(new Error('gone')), healthy()];
    const { reporter, overviews, drops } = start(undefined, () => answers.shift() ?? healthy());

    await reporter.report();
    await reporter.report();

    expect(overviews).toHaveLength(1);
    expect([...drops.entries()]).toEqual([['health report', 1]]);
  });
});
