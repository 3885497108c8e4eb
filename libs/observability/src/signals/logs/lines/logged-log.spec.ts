import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { LoggedObservation, Observer, Redactor, RequestContext } from '../../../core';
import type { LoggedMethod } from '../../../core';
import { LoggedLog } from './logged-log';

const METHOD: LoggedMethod = {
  className: 'InvoicesService',
  methodName: 'render',
  logger: 'performance',
  level: 'info',
};

function start(level = 'info'): { log: LoggedLog; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers({ level });
  return { log: new LoggedLog(loggers, new Redactor()), lines };
}

function callOf(error?: unknown, context?: RequestContext, isLater = false): LoggedObservation {
  const observation = new LoggedObservation(0, context, METHOD, 2, isLater);
  if (error !== undefined) observation.fail(error);
  return Object.assign(observation, { durationSeconds: 0.012_345 });
}

describe('LoggedLog', () => {
  it('writes that a method was called and that it has completed', () => {
    const { log, lines } = start();
    const context = new RequestContext(new Observer([]), { requestId: 'req-7' });
    const call = callOf(undefined, context);

    log.begin(call);
    log.end(call);

    const common = {
      level: 'info',
      logger: 'performance',
      context: 'InvoicesService',
      method: 'render',
      request_id: 'req-7',
    };
    expect(lines).toMatchObject([
      { ...common, message: 'InvoicesService.render called', call: { arguments: 2 } },
      {
        ...common,
        message: 'InvoicesService.render completed',
        call: { outcome: 'ok', duration_ms: 12.35 },
      },
    ]);
  });

  it('writes that it failed, with the stack', () => {
    const { log, lines } = start('error');
    const error = new TypeError('no printer at ipp://u:hunter2@host');

    log.end(callOf(error));

    expect(lines).toMatchObject([
      {
        level: 'error',
        message: 'InvoicesService.render failed',
        call: { outcome: 'error', duration_ms: 12.35 },
        exception: {
          type: 'TypeError',
          message: 'no printer at ipp://[Redacted]@host',
          traceback: expect.stringMatching(/^TypeError: no printer/),
        },
      },
    ]);
  });

  it('writes the stack of an error once, however many methods it passes', () => {
    const { log, lines } = start();
    const context = new RequestContext(new Observer([]));
    const error = new Error('boom');

    log.end(callOf(error, context));
    log.end(callOf(error, context));
    log.end(callOf(error, new RequestContext(new Observer([]))));

    const stacks = lines.map(({ exception }) => 'traceback' in (exception as object));
    expect(stacks).toEqual([true, false, true]);
  });

  it('logs a call that returns an Observable once, whenever it runs', () => {
    const { log, lines } = start();

    log.begin(callOf(undefined, undefined, true));

    expect(lines).toEqual([]);
  });

  it('says nothing below the level', () => {
    const { log, lines } = start('warn');

    log.begin(callOf());
    log.end(callOf());

    expect(lines).toEqual([]);
  });
});
