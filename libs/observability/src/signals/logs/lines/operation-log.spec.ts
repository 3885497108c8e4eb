import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { Observer, OperationObservation, Redactor, RequestContext } from '../../../core';
import { OperationLog } from './operation-log';

const PLACE = {
  name: 'orders.place',
  className: 'OrdersService',
  methodName: 'place',
  slowThresholdMs: 500,
  index: 0,
};
const context = new RequestContext(new Observer([]), { requestId: 'req-7' });

function callOf(milliseconds: number, error?: unknown): OperationObservation {
  const observation = new OperationObservation(0, context, PLACE);
  if (error !== undefined) observation.fail(error);
  return Object.assign(observation, { durationSeconds: milliseconds / 1000 });
}

function start(level = 'debug'): { log: OperationLog; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers({ level });
  return { log: new OperationLog(loggers, new Redactor()), lines };
}

describe('OperationLog', () => {
  it('writes one line for a call that is fine, for those who debug', () => {
    const { log, lines } = start();

    log.end(callOf(12.345));

    expect(lines).toMatchObject([
      {
        level: 'debug',
        message: 'orders.place completed',
        context: 'OrdersService',
        method: 'place',
        request_id: 'req-7',
        operation: { name: 'orders.place', outcome: 'ok', duration_ms: 12.35 },
      },
    ]);
  });

  it('warns of a slow call and says what slow means', () => {
    const { log, lines } = start();

    log.end(callOf(501));

    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'orders.place was slow',
        operation: { slow_operation: true, threshold_ms: 500, duration_ms: 501 },
      },
    ]);
  });

  it('does not call slow what takes just as long as allowed', () => {
    const { log, lines } = start();

    log.end(callOf(500));

    expect(lines).toMatchObject([{ message: 'orders.place completed' }]);
    expect(lines[0]?.['operation']).not.toHaveProperty('slow_operation');
  });

  it('warns of a call that failed, without the stack that the edge writes', () => {
    const { log, lines } = start();

    log.end(callOf(1, new TypeError('boom')));

    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'orders.place failed',
        exception: { message: 'boom' },
        operation: { outcome: 'error' },
      },
    ]);
    expect(lines[0]?.['exception']).not.toHaveProperty('traceback');
  });

  it('writes one line for a call that failed slowly', () => {
    const { log, lines } = start();

    log.end(callOf(900, 'boom'));

    expect(lines).toMatchObject([
      { message: 'orders.place failed', operation: { slow_operation: true } },
    ]);
  });

  it('writes nothing for a call that is fine when nobody debugs', () => {
    const { log, lines } = start('info');

    log.end(callOf(1));

    expect(lines).toEqual([]);
  });
});
