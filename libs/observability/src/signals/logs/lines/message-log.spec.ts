import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { MessageObservation, Observer, Redactor, RequestContext } from '../../../core';
import { MessageLog } from './message-log';

const ROUTE = { transport: 'nats', pattern: 'orders.placed', isEvent: true };

function linesOf(error?: unknown): RecordedLine[] {
  const { loggers, lines } = recordedLoggers();
  const context = new RequestContext(new Observer([]), { requestId: 'req-7' });
  const observation = new MessageObservation(0, context, ROUTE);
  Object.assign(observation, { durationSeconds: 0.25 });
  if (error !== undefined) observation.fail(error);
  new MessageLog(loggers.get('queue'), new Redactor()).end(observation);
  return lines;
}

describe('MessageLog', () => {
  it('writes one line for a message that is handled', () => {
    expect(linesOf()).toMatchObject([
      {
        level: 'info',
        message: 'message handled',
        request_id: 'req-7',
        handler: { transport: 'nats', pattern: 'orders.placed', outcome: 'ok', duration_ms: 250 },
      },
    ]);
  });

  it('writes one line with the stack for one that failed, without secrets', () => {
    const error = new Error('smtp://ada:hunter2@mail is down');

    const [line] = linesOf(error);

    expect(line).toMatchObject({
      level: 'error',
      message: 'message failed: smtp://[Redacted]@mail is down',
      exception: { type: 'Error' },
      handler: { outcome: 'error' },
    });
  });

  it('takes an answer on purpose for no error', () => {
    const refusal = Object.assign(new Error('no'), { getError: () => 'no' });

    expect(linesOf(refusal)).toMatchObject([{ level: 'info', handler: { outcome: 'error' } }]);
  });
});
