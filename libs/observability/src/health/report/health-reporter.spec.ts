import { resultOf } from '../../../../../test/support/health-results';
import { Losses } from '../../core';
import { FakeClock } from '../../testing';
import { aggregate } from '../model/aggregate';
import type { HealthReport } from '../model/aggregate';
import { HealthHistory } from './health-history';
import type { HealthOverview } from './health-overview';
import { HealthReporter } from './health-reporter';

interface Started {
  readonly reporter: HealthReporter;
  readonly told: HealthOverview[];
  readonly history: HealthHistory;
  readonly losses: Losses;
}

function start(everyMs?: number, report = healthy): Started {
  const history = new HealthHistory({ size: 10 }, new FakeClock());
  const losses = new Losses();
  const reporter = new HealthReporter({ service: { report }, history, losses }, { everyMs });
  const told: HealthOverview[] = [];
  reporter.listen({ reported: (overview) => void told.push(overview) });
  return { reporter, told, history, losses };
}

const healthy = (): Promise<HealthReport> => Promise.resolve(aggregate([resultOf('database')]));

describe('the scheduled report', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is made at its pace, and no more when the app has ended', async () => {
    const { reporter, told } = start(60_000);

    reporter.start();
    await jest.advanceTimersByTimeAsync(180_000);
    reporter.stop();
    await jest.advanceTimersByTimeAsync(180_000);

    expect(told.map(({ status }) => status)).toEqual(['healthy', 'healthy', 'healthy']);
  });

  it('is not made when nobody wants it', async () => {
    const { reporter, told } = start();

    reporter.start();
    await jest.advanceTimersByTimeAsync(86_400_000);

    expect(jest.getTimerCount()).toBe(0);
    expect(told).toEqual([]);
  });

  it('tells each change once', async () => {
    const { reporter, told, history } = start();

    history.checked(resultOf('database', 'unhealthy'), { from: 'healthy', to: 'unhealthy' });
    await reporter.report();
    await reporter.report();

    expect(told.map(({ flips }) => flips)).toEqual([1, 0]);
  });

  it('is made once at a time, however slow the checks are', async () => {
    let asked = 0;
    const never = (): Promise<HealthReport> => new Promise(() => void (asked += 1));
    const { reporter, told } = start(1000, never);

    reporter.start();
    await jest.advanceTimersByTimeAsync(10_000);
    reporter.stop();

    expect(asked).toBe(1);
    expect(told).toEqual([]);
  });

  it('reaches the other listeners when one throws, and that is counted', async () => {
    const { reporter, told, losses } = start();
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

    expect([told.length, after.length]).toEqual([2, 2]);
    expect([...losses.entries()]).toEqual([['health report', 1]]);
  });

  it('is given up when the checks cannot be asked, and tried again', async () => {
    const answers = [Promise.reject(new Error('gone')), healthy()];
    const { reporter, told, losses } = start(undefined, () => answers.shift() ?? healthy());

    await reporter.report();
    await reporter.report();

    expect(told).toHaveLength(1);
    expect([...losses.entries()]).toEqual([['health report', 1]]);
  });
});
