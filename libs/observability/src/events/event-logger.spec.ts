import { recordedLoggers } from '../signals/logs/testing/recorded-loggers';
import type { RecordedLine } from '../signals/logs/testing/recorded-loggers';
import { Observer, Redactor, RequestContext, runInContext } from '../core';
import { EventLogger } from './event-logger';
import type { Severity } from './event-logger';
import { Loggers } from './loggers';

function start(): { events: EventLogger; lines: RecordedLine[] } {
  const { loggers, lines, drops } = recordedLoggers();
  expect([...drops.entries()]).toEqual([]);
  return { events: new EventLogger(new Loggers(loggers, new Redactor()), new Redactor()), lines };
}

describe('EventLogger', () => {
  it('logs what happens in the business', () => {
    const { events, lines } = start();

    events.business('order_placed', { order: 7, token: 'abc' });

    expect(lines).toMatchObject([
      {
        level: 'info',
        logger: 'business',
        message: 'Business event: order_placed',
        event: { kind: 'business', type: 'order_placed' },
        extra: { order: 7, token: '[Redacted]' },
      },
    ]);
  });

  it('ties an event to the request that it happened in', () => {
    const { events, lines } = start();
    const context = new RequestContext(new Observer([]), {
      requestId: 'req-7',
      user: () => ({ id: 'ada' }),
    });

    runInContext(context, () => events.business('order_placed'));

    expect(lines).toMatchObject([{ request_id: 'req-7', user_id: 'ada' }]);
    expect(lines[0]).not.toHaveProperty('extra');
  });

  it.each([
    [0.25, 'info', 'operation', false],
    [1, 'info', 'operation', false],
    [1.001, 'warn', 'slow_operation', true],
  ])('logs how long something took: %d s', (seconds, level, type, slow) => {
    const { events, lines } = start();

    events.performance('invoices.render', seconds, { pages: 3 });

    expect(lines).toMatchObject([
      {
        level,
        logger: 'performance',
        message: `Performance: invoices.render took ${seconds} s`,
        event: {
          kind: 'performance',
          type,
          operation: 'invoices.render',
          duration_seconds: seconds,
          slow_operation: slow,
        },
        extra: { pages: 3 },
      },
    ]);
  });

  it.each<[Severity, string]>([
    ['low', 'info'],
    ['medium', 'warn'],
    ['high', 'error'],
    ['critical', 'fatal'],
  ])('logs a security event of %s severity with the level %s', (severity, level) => {
    const { events, lines } = start();

    events.security('failed_login', severity, { name: 'ada' });

    expect(lines).toMatchObject([
      {
        level,
        logger: 'security',
        message: 'Security event: failed_login',
        event: { kind: 'security', type: 'failed_login', severity },
        extra: { name: 'ada' },
      },
    ]);
  });

  it('warns for an unknown severity', () => {
    const { events, lines } = start();

    events.security('failed_login', 'toString' as Severity);

    expect(lines).toMatchObject([{ level: 'warn' }]);
  });

  it('never throws, whatever it is given', () => {
    const { events, lines } = start();
    const broken = {
      get rows(): never {
        throw new Error('no');
      },
    };

    events.business(Object.create(null) as string, broken);
    events.performance(Symbol('s') as never, Symbol('t') as never, broken);
    events.security('x', 'low', new Proxy({}, { ownKeys: () => broken.rows }));

    expect(lines.map(({ extra }) => extra)).toEqual([
      { rows: '[Unreadable]' },
      { rows: '[Unreadable]' },
      expect.anything(),
    ]);
  });
});
