import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SpanStatusCode } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { Redactor } from '../../../core';
import { safeSpan } from './safe-span';

/** A span that has ended, as an exporter gets it. */
function ended(write: (span: Span) => void): ReadableSpan {
  let result: ReadableSpan | undefined;
  const processor: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void (result = span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const span = new BasicTracerProvider({ spanProcessors: [processor] })
    .getTracer('t')
    .startSpan('s');
  write(span);
  span.end();
  if (!result) throw new Error('The span was not recorded.');
  return result;
}

describe('a span without secrets', () => {
  const span = ended((each) => {
    each.setAttributes({ 'app.password': 'hunter2', 'http.url': '/a?token=abc', items: 3 });
    each.addEvent('sent password=hunter2', { token: 'abc', list: ['Bearer abcdefgh'] });
    each.recordException(new Error('redis://:hunter2@cache is down'));
    each.setStatus({ code: SpanStatusCode.ERROR, message: 'password=hunter2' });
    each.updateName('GET /a?token=abc');
  });
  const safe = safeSpan(span, new Redactor());

  it('has them replaced in its name, attributes, events and status', () => {
    expect(safe.name).toBe('GET /a?token=[Redacted]');
    expect(safe.attributes).toEqual({
      'app.password': '[Redacted]',
      'http.url': '/a?token=[Redacted]',
      items: 3,
    });
    expect(safe.events).toMatchObject([
      {
        name: 'sent password=[Redacted]',
        attributes: { token: '[Redacted]', list: ['Bearer [Redacted]'] },
      },
      { attributes: { 'exception.message': 'redis://[Redacted]@cache is down' } },
    ]);
    expect(safe.status.message).toBe('password=[Redacted]');
  });

  it('is the same span in all else, and the original stays as it is', () => {
    expect(safe.spanContext()).toEqual(span.spanContext());
    expect([safe.duration, safe.kind, safe.resource]).toEqual([
      span.duration,
      span.kind,
      span.resource,
    ]);
    expect(span.attributes['app.password']).toBe('hunter2');
  });
});
