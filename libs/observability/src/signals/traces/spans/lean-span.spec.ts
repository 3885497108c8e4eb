import {
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { ReadableSpan } from '../../../export/otlp/readable-span';
import { LeanSpan } from './lean-span';
import { LeanSpans } from './lean-spans';
import { loadSdk } from './sdk';
import { SpanIds } from './span-ids';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const OUTER = { traceId: TRACE, spanId: 'b7ad6b7169203331', traceFlags: 1 };
const START = {
  name: 'GET',
  kind: SpanKind.SERVER,
  attributes: { 'http.request.method': 'GET', 'http.request.method_original': undefined },
};

const sdk = loadSdk();

const nothing = (): Promise<void> => Promise.resolve();

/** Lean spans beside the tracer of a real SDK, and all that has ended. */
function pipeline() {
  const ended: ReadableSpan[] = [];
  const onEnd = (span: ReadableSpan): void => void ended.push(span);
  const resource = sdk.resources.resourceFromAttributes({ 'service.name': 'shop' });
  const ids = new SpanIds();
  const tracer = new sdk.TracerProvider({
    resource,
    idGenerator: ids,
    spanProcessors: [{ onStart: () => undefined, onEnd, forceFlush: nothing, shutdown: nothing }],
  }).getTracer('ours');
  return { ended, spans: new LeanSpans({ tracer, ids, scope: 'ours', resource, onEnd }) };
}

function began(spans: LeanSpans, parent: Context = ROOT_CONTEXT): LeanSpan {
  const span = spans.begin(START, parent, TRACE);
  if (!span) throw new Error('it is left to the SDK');
  return span;
}

function written(span: ReadableSpan): string {
  return Buffer.from(sdk.serializer.serializeRequest([span]) ?? []).toString('latin1');
}

describe('a lean span', () => {
  it.each([
    ['begins a trace', ROOT_CONTEXT],
    ['has a parent', trace.setSpanContext(ROOT_CONTEXT, OUTER)],
    ['has a remote parent', trace.setSpanContext(ROOT_CONTEXT, { ...OUTER, isRemote: true })],
  ])('that %s is written byte by byte as the span of the SDK is', (_what, parent) => {
    const { ended, spans } = pipeline();
    const lean = began(spans, parent);
    const full = spans.fullSpanOf(lean);
    const known = { 'http.route': '/tea', 'http.response.status_code': 200, 'server.port': 80.5 };

    lean.describe('GET /tea', { ...known, 'error.type': undefined });
    lean.end();
    full.updateName('GET /tea');
    full.setAttributes(known);
    full.end(lean.endTime);

    expect(ended).toEqual([lean, full]);
    expect(written(lean)).toBe(written(full as Span & ReadableSpan));
  });

  it('lasts as long as the clock says', async () => {
    const { spans } = pipeline();
    const from = Date.now();
    const span = began(spans);
    await new Promise((resolve) => setTimeout(resolve, 1100));

    span.end();

    const [seconds, nanos] = span.duration;
    const startedAt = span.startTime[0] * 1000 + span.startTime[1] / 1e6;
    const endedAt = span.endTime[0] * 1000 + span.endTime[1] / 1e6;
    expect(seconds * 1000 + nanos / 1e6).toBeGreaterThan(1095);
    expect(startedAt).toBeGreaterThanOrEqual(from);
    expect(endedAt - startedAt).toBeCloseTo(seconds * 1000 + nanos / 1e6, 2);
    expect(span.endTime[1]).toBeLessThan(1e9);
  });

  it('ends once, and nothing is written on it later', () => {
    const { ended, spans } = pipeline();
    const span = began(spans);

    span.end();
    span.end();
    span.describe('late', { late: true });
    span.setAttribute('late', true).addEvent('late').setStatus({ code: SpanStatusCode.ERROR });

    expect(ended).toEqual([span]);
    expect([span.isRecording(), span.name, span.status.code]).toEqual([false, 'GET', 0]);
    expect(span.attributes).toEqual({ 'http.request.method': 'GET' });
  });
});

describe('a lean span on which the app writes', () => {
  const link = { context: OUTER };
  it.each<[string, (span: Span) => unknown, object]>([
    ['an attribute', (s) => s.setAttribute('a', 1), { attributes: { a: 1 } }],
    ['attributes', (s) => s.setAttributes({ a: 1 }), { attributes: { a: 1 } }],
    ['a name', (s) => s.updateName('mine'), { name: 'mine' }],
    [
      'an event',
      (s) => s.addEvent('e', { b: 2 }),
      { events: [{ name: 'e', attributes: { b: 2 } }] },
    ],
    ['a link', (s) => s.addLink(link), { links: [link] }],
    ['links', (s) => s.addLinks([link]), { links: [link] }],
    [
      'a status',
      (s) => s.setStatus({ code: 2, message: 'm' }),
      { status: { code: 2, message: 'm' } },
    ],
    [
      'an exception',
      (s) => s.recordException(new Error('no')),
      { events: [{ name: 'exception' }] },
    ],
  ])('%s becomes a span of the SDK with the same ids', (_what, write, expected) => {
    const { ended, spans } = pipeline();
    const span = began(spans, trace.setSpanContext(ROOT_CONTEXT, OUTER));

    write(span);
    span.describe(undefined, { 'http.route': '/tea' });
    span.end();

    const [full] = ended;
    expect(ended).toEqual([expect.not.objectContaining({ host: expect.anything() })]);
    expect(full?.spanContext()).toMatchObject(span.spanContext());
    expect(full).toMatchObject({ parentSpanContext: OUTER, kind: SpanKind.SERVER, ...expected });
    expect(full?.attributes).toMatchObject({ 'http.request.method': 'GET', 'http.route': '/tea' });
    expect([full?.startTime, full?.endTime]).toEqual([span.startTime, span.endTime]);
  });

  it('keeps the end that the app has given', () => {
    const { ended, spans } = pipeline();
    const span = began(spans);

    span.end(Date.now() + 60_000);

    expect(ended).toHaveLength(1);
    expect(ended[0]?.duration[0]).toBeGreaterThanOrEqual(59);
  });

  it('gives its trace to no other span', () => {
    const { spans } = pipeline();
    const span = began(spans);
    span.setAttribute('a', 1);
    const other = spans.begin(START, ROOT_CONTEXT, 'c'.repeat(32));

    expect(other?.spanContext().traceId).toBe('c'.repeat(32));
    expect(other?.spanContext().spanId).not.toBe(span.spanContext().spanId);
    expect(spans.isTakingOver).toBe(false);
  });
});

describe('a span that is a matter for the SDK', () => {
  it.each([
    ['its parent was not recorded', { ...OUTER, traceFlags: 0 }],
    ['its parent hands on a state', { ...OUTER, traceState: createTraceState('a=b') }],
    ['its parent has ids that are none', { ...OUTER, spanId: 'x' }],
  ])('is not begun when %s', (_why, outer) => {
    const { spans } = pipeline();

    expect(spans.begin(START, trace.setSpanContext(ROOT_CONTEXT, outer), TRACE)).toBeUndefined();
  });

  it('is not begun when nobody knows its trace', () => {
    expect(pipeline().spans.begin(START, ROOT_CONTEXT, undefined)).toBeUndefined();
  });
});
