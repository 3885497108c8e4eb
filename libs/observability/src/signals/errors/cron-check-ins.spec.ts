import { Observer, RequestContext, TaskObservation } from '../../core';
import type { ScheduledTask } from '../../core';
import { CronCheckIns, monitorConfig, monitorSlug } from './cron-check-ins';
import type { CheckInSender } from './cron-check-ins';

const TASK: ScheduledTask = {
  name: 'ReportsService.send',
  className: 'ReportsService',
  methodName: 'send',
  kind: 'cron',
  cronTime: '0 30 4 * * *',
  timeZone: 'Europe/London',
};

/** Records check-ins. */
class FakeSender {
  readonly checkIns: unknown[][] = [];

  readonly captureCheckIn: CheckInSender['captureCheckIn'] = (...args) => {
    this.checkIns.push(args);
    return 'id 1';
  };
}

function run(task: ScheduledTask, error?: unknown): unknown[][] {
  const sender = new FakeSender();
  const observer = new Observer([new CronCheckIns(sender)]);
  const observation = new TaskObservation(0, new RequestContext(observer), task);
  observer.tasks.begin(observation);
  if (error !== undefined) observation.fail(error);
  observer.tasks.end(observation);
  return sender.checkIns;
}

describe('check-ins of a cron job', () => {
  it('are left out for a job that the app added at run time', () => {
    expect(run({ ...TASK, isAddedAtRunTime: true })).toEqual([]);
  });

  it('tell Sentry of the begin with the schedule, and of the end with the duration', () => {
    expect(run(TASK)).toEqual([
      [
        { monitorSlug: 'reports-service-send', status: 'in_progress' },
        { schedule: { type: 'crontab', value: '30 4 * * *' }, timezone: 'Europe/London' },
      ],
      [
        {
          checkInId: 'id 1',
          monitorSlug: 'reports-service-send',
          status: 'ok',
          duration: expect.any(Number),
        },
      ],
    ]);
  });

  it('tell of a failure', () => {
    expect(run(TASK, new Error('no paper'))[1]).toMatchObject([{ status: 'error' }]);
  });

  it.each(['interval', 'timeout'] as const)('are not made for an %s', (kind) => {
    expect(run({ ...TASK, kind })).toEqual([]);
  });
});

describe('the slug of a monitor', () => {
  it.each([
    ['ReportsService.send', 'reports-service-send'],
    ['Nightly report!', 'nightly-report'],
    ['  ', 'cron'],
    ['a'.repeat(60), 'a'.repeat(50)],
  ])('of %j is %s', (name, slug) => {
    expect(monitorSlug(name)).toBe(slug);
  });
});

describe('the schedule of a monitor', () => {
  it.each([
    ['*/5 * * * *', '*/5 * * * *'],
    ['0 */5 * * * *', '*/5 * * * *'],
    ['15 */5 * * * *', undefined],
    ['@daily', undefined],
    [undefined, undefined],
  ])('of %j is %j', (cronTime, value) => {
    const config = monitorConfig({ ...TASK, cronTime, timeZone: undefined });

    expect(config).toEqual(value && { schedule: { type: 'crontab', value } });
  });
});
