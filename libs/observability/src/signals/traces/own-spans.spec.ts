import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import {
  JobObservation,
  Observer,
  OperationObservation,
  Redactor,
  RequestContext,
  runActive,
  runInContext,
} from '../../core';
import type { TraceParent } from '../../core';
import type { OwnTracing } from './own-spans';
import type { SpanStart } from './span-source';
import { TracesHandler } from './traces.handler';

const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };
const PLACE = {
  name: 'orders.place',
  className: 'A',
  methodName: 'b',
  slowThresholdMs: 1,
  index: 0,
};

/** The library's tracing as far as spans need it: it records its calls. */
class FakeTracing implements OwnTracing {
  readonly heads: (TraceParent | undefined)[] = [];
  readonly traceIds: (string | undefined)[] = [];
  readonly ended: ReadableSpan[] = [];
  private readonly tracer = new BasicTracerProvider({
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => void this.ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  }).getTracer('fake');

  constructor(public sampled = true) {}

  isSampled({ parent }: { parent: TraceParent | undefined }): boolean {
    this.heads.push(parent);
    return this.sampled;
  }

  startSpan({ name, ...options }: SpanStart, parent: Context, traceId?: string): Span {
    this.traceIds.push(traceId);
    return this.tracer.startSpan(name, options, parent);
  }

  /** A span that the app itself has open. */
  appSpan(): Span {
    return this.tracer.startSpan('app');
  }
}

function start(sampled = true) {
  const tracing = new FakeTracing(sampled);
  const handler = TracesHandler.for(tracing, () => false, new Redactor());
  return { tracing, observer: new Observer(handler ? [handler] : []) };
}

function jobIn(context: RequestContext): JobObservation {
  const job = { id: '42', name: 'send', attempt: 1 };
  const observation = new JobObservation(0, context, 'receipts', job, true);
  context.observation = observation;
  return observation;
}

function callIn(context: RequestContext, isRoot = false): OperationObservation {
  const call = new OperationObservation(0, context, PLACE);
  if (isRoot) context.observation = call;
  return call;
}

describe('spans of the own tracing', () => {
  it('begin without the secrets in what others have named', () => {
    const { tracing, observer } = start();
    const context = new RequestContext(observer);
    const secret = 'sk_live_51H8abcdefghijklmnop';
    const job = new JobObservation(
      0,
      context,
      `receipts ${secret}`,
      { id: secret, name: 'send', attempt: 1 },
      true,
    );
    context.observation = job;

    observer.jobs.begin(job);
    observer.jobs.end(job);

    const [span] = tracing.ended;
    expect(JSON.stringify([span?.name, span?.attributes])).not.toContain(secret);
    expect(span?.attributes).toMatchObject({ 'messaging.system': 'bullmq' });
  });

  it('are not made for work that is not recorded, nor for what belongs to it', () => {
    const { tracing, observer } = start(false);
    const context = new RequestContext(observer);

    observer.jobs.begin(jobIn(context));
    observer.operations.begin(callIn(context));

    expect([tracing.heads.length, tracing.traceIds.length]).toEqual([1, 0]);
    expect([context.sampled, context.active]).toEqual([false, undefined]);
  });

  it('are decided by the caller of the work', () => {
    const { tracing, observer } = start(false);

    observer.jobs.begin(jobIn(new RequestContext(observer, { parent: PARENT })));

    expect(tracing.heads).toEqual([PARENT]);
  });

  it('begin a trace under the id that the work has already', () => {
    const { tracing, observer } = start();
    const context = new RequestContext(observer);
    const { traceId } = context;

    observer.jobs.begin(jobIn(context));

    expect(tracing.traceIds).toEqual([traceId]);
  });

  it('continue the trace of the caller', () => {
    const { tracing, observer } = start();
    const context = new RequestContext(observer, { parent: PARENT });

    observer.jobs.end(observer.jobs.begin(jobIn(context)));

    expect(tracing.traceIds).toEqual([undefined]);
    expect(tracing.ended[0]?.parentSpanContext).toMatchObject({
      traceId: PARENT.traceId,
      spanId: PARENT.spanId,
    });
  });

  it('make the context the place where they are active', () => {
    const { tracing, observer } = start();
    const context = new RequestContext(observer);

    observer.jobs.end(observer.jobs.begin(jobIn(context)));

    const active = trace.getSpanContext(context.active as Context);
    expect(active).toBe(tracing.ended[0]?.spanContext());
    expect(context.asParent()).toEqual({
      traceId: active?.traceId,
      spanId: active?.spanId,
      sampled: true,
    });
  });

  it('nest in a span that the app has open around a call of a timer', () => {
    const { tracing, observer } = start();
    const span = tracing.appSpan();
    const context = new RequestContext(observer);
    const call = callIn(context, true);

    runActive(trace.setSpan(ROOT_CONTEXT, span), () =>
      runInContext(context, () => observer.operations.end(observer.operations.begin(call))),
    );

    expect(tracing.heads).toMatchObject([{ spanId: span.spanContext().spanId, sampled: true }]);
    expect(tracing.ended[0]?.parentSpanContext).toEqual(span.spanContext());
  });

  it.each([
    ['has ended', undefined, true],
    ['belongs to another trace than the caller', PARENT, false],
  ])('do not nest in a span of the app that %s', (_case, parent, hasEnded) => {
    const { tracing, observer } = start();
    const span = tracing.appSpan();
    if (hasEnded) span.end();
    const context = new RequestContext(observer, { parent });

    runActive(trace.setSpan(ROOT_CONTEXT, span), () => observer.jobs.begin(jobIn(context)));

    expect(tracing.heads).toEqual([parent]);
  });

  it('of a second run do not nest in the first, which only made an Observable', () => {
    const { tracing, observer } = start();
    const context = new RequestContext(observer);
    const [made, run] = [callIn(context, true), callIn(context)];

    observer.operations.discard(observer.operations.begin(made));
    context.observation = run;
    observer.operations.end(observer.operations.begin(run));

    expect(tracing.ended).toHaveLength(1);
    expect(tracing.ended[0]?.parentSpanContext).toBeUndefined();
  });
});
