import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { Observer, Redactor, RequestContext, TaskObservation } from '../../../core';
import { TaskLog } from './task-log';

const TASK = {
  name: 'nightly',
  className: 'ReportsService',
  methodName: 'send',
  kind: 'cron',
  cronTime: '0 4 * * *',
  timeZone: undefined,
} as const;

function linesOf(error?: unknown): RecordedLine[] {
  const { loggers, lines } = recordedLoggers();
  const observation = new TaskObservation(0, new RequestContext(new Observer([])), TASK);
  Object.assign(observation, { durationSeconds: 0.25 });
  if (error !== undefined) observation.fail(error);
  new TaskLog(loggers.get('app'), new Redactor()).end(observation);
  return lines;
}

describe('TaskLog', () => {
  it('writes one line for a run that is done', () => {
    expect(linesOf()).toMatchObject([
      {
        level: 'info',
        message: 'scheduled task completed',
        context: 'ReportsService',
        method: 'send',
        task: { name: 'nightly', kind: 'cron', outcome: 'ok', duration_ms: 250 },
      },
    ]);
  });

  it('writes one line with the stack for a run that failed', () => {
    const error = new Error('no paper');

    expect(linesOf(error)).toMatchObject([
      {
        level: 'error',
        message: 'scheduled task failed: no paper',
        exception: { traceback: error.stack },
        task: { outcome: 'error' },
      },
    ]);
  });
});
