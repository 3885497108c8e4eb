import { Cron, Interval, Timeout } from '@nestjs/schedule';
import { scheduledTask } from './scheduled-task';

class Reports {
  @Cron('0 30 4 * * *', { name: 'nightly', timeZone: 'Europe/London' })
  send(): string {
    return 'sent';
  }

  @Cron(new Date(0))
  once(): string {
    return 'once';
  }

  @Interval(1000)
  look(): string {
    return 'looked';
  }

  @Timeout('warm up', 1000)
  warm(): string {
    return 'warm';
  }
}

describe('what is known of a scheduled method', () => {
  it.each([
    [
      'send',
      { name: 'nightly', kind: 'cron', cronTime: '0 30 4 * * *', timeZone: 'Europe/London' },
    ],
    ['once', { name: 'Reports.once', kind: 'cron', cronTime: undefined, timeZone: undefined }],
    ['look', { name: 'Reports.look', kind: 'interval', cronTime: undefined }],
    ['warm', { name: 'warm up', kind: 'timeout', cronTime: undefined }],
  ] as const)('%s', (method, task) => {
    expect(scheduledTask('Reports', method, Reports.prototype[method])).toMatchObject(task);
  });
});
