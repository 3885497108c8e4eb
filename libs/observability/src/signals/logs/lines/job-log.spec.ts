import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { JobObservation, Observer, Redactor, RequestContext } from '../../../core';
import { JobLog } from './job-log';

const context = new RequestContext(new Observer([]), { requestId: 'req-7' });

function jobOf(isLastAttempt = true): JobObservation {
  const job = { id: '42', name: 'send', attempt: 2 };
  const observation = new JobObservation(0, context, 'receipts', job, isLastAttempt);
  return Object.assign(observation, { durationSeconds: 0.25 });
}

function start(): { log: JobLog; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers();
  return { log: new JobLog(loggers.get('queue'), new Redactor()), lines };
}

describe('JobLog', () => {
  it('writes one line for a job that is done', () => {
    const { log, lines } = start();

    log.end(jobOf());

    expect(lines).toMatchObject([
      {
        level: 'info',
        logger: 'queue',
        message: 'job completed',
        request_id: 'req-7',
        job: {
          queue: 'receipts',
          id: '42',
          name: 'send',
          attempt: 2,
          outcome: 'ok',
          duration_ms: 250,
        },
      },
    ]);
  });

  it.each([true, false])(
    'writes one line with the stack for a job that failed (last attempt: %s)',
    (isLastAttempt) => {
      const { log, lines } = start();
      const job = jobOf(isLastAttempt);
      const error = new Error('printer on fire');

      job.fail(error);
      log.end(job);

      expect(lines).toMatchObject([
        {
          level: 'error',
          message: 'job failed: printer on fire',
          exception: { traceback: error.stack },
          job: { outcome: 'error' },
        },
      ]);
    },
  );

  it('writes the reason without secrets', () => {
    const { log, lines } = start();
    const job = jobOf();

    job.fail('smtp://ada:hunter2@mail is down');
    log.end(job);

    expect(lines).toMatchObject([{ message: 'job failed: smtp://[Redacted]@mail is down' }]);
  });
});
