import { recordedLoggers } from './testing/recorded-loggers';
import type { RecordedLine } from './testing/recorded-loggers';
import { Drops, Observer, Redactor, RequestContext } from '../../core';
import { AccessLevels } from './lines/access-levels';
import { LogsHandler } from './logs.handler';
import { handlerContract } from '../../testing';

function start(): { handler: LogsHandler; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers();
  const handler = new LogsHandler({
    loggers,
    redactor: new Redactor(),
    drops: new Drops(),
    tail: undefined,
    service: { name: 'shop', version: '1', environment: 'test' },
    hasAccessLines: true,
    startedLevel: 'debug',
    slowQueryMs: 1000,
    isQuiet: () => false,
    levels: new AccessLevels({ clientErrorLevel: 'info' }),
  });
  return { handler, lines };
}

describe('LogsHandler', () => {
  handlerContract(() => start().handler);

  it('writes an error that ended no observation, with the ids of its request', () => {
    const { handler, lines } = start();
    const context = new RequestContext(new Observer([]), { requestId: 'req-7' });

    handler.uncaught(new Error('too late'), context);

    expect(lines).toMatchObject([
      {
        level: 'error',
        message: 'unhandled error: too late',
        request_id: 'req-7',
        exception: { message: 'too late' },
      },
    ]);
  });

  it('writes an error that belongs to no request', () => {
    const { handler, lines } = start();

    handler.uncaught('boom', undefined);

    expect(lines).toMatchObject([{ level: 'error', message: 'unhandled error: boom' }]);
    expect(lines[0]).not.toHaveProperty('request_id');
  });

  it.each([
    ['uncaughtException', 'uncaught exception: boom'],
    ['unhandledRejection', 'unhandled rejection: boom'],
    ['start', 'the app could not start: boom'],
  ] as const)('writes a crash at level fatal: %s', (origin, message) => {
    const { handler, lines } = start();

    handler.uncaught(new Error('boom'), undefined, origin);

    expect(lines).toMatchObject([{ level: 'fatal', message, exception: { message: 'boom' } }]);
  });
});
