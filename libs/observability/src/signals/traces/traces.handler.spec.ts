import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type {
  Attributes,
  Context,
  Exception,
  Span,
  SpanOptions,
  SpanStatus,
  Tracer,
  TracerProvider,
} from '@opentelemetry/api';
import {
  JobObservation,
  Observer,
  OperationObservation,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../core';
import { AppSpans } from './app-spans';
import { TracesHandler } from './traces.handler';
import { handlerContract } from '../../testing';

const IDS = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 };
const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };

/** Records the calls of a span. */
class FakeSpan {
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  readonly exceptions: Exception[] = [];
  ends = 0;

  constructor(
    public name: string,
    readonly kind: SpanKind | undefined,
    public attributes: Attributes,
    readonly parentTraceId: string | undefined,
  ) {}

  spanContext = (): typeof IDS => IDS;

  updateName(name: string): void {
    this.name = name;
  }

  setAttributes(attributes: Attributes): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  setStatus(status: SpanStatus): void {
    this.status = status;
  }

  recordException(error: Exception): void {
    this.exceptions.push(error);
  }

  end(): void {
    this.ends += 1;
  }
}

const spans: FakeSpan[] = [];

/** The tracer of the app's SDK: it keeps the spans that it starts. */
const tracer = {
  startSpan(name: string, { kind, attributes = {} }: SpanOptions, parent: Context): Span {
    const span = new FakeSpan(name, kind, attributes, trace.getSpanContext(parent)?.traceId);
    spans.push(span);
    // The handler calls no other of its methods.
    return span as unknown as Span;
  },
} as Partial<Tracer> as Tracer;
const provider: TracerProvider = { getTracer: () => tracer };

const isProbe = (path: string): boolean => path === '/livez';
const handler = new TracesHandler(new AppSpans(tracer, new Redactor()), isProbe, new Redactor());
const observer = new Observer([handler]);

function requestOf(url = '/orders/7?page=1', parent?: typeof PARENT): RequestObservation {
  const context = new RequestContext(observer, { parent });
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url });
  const response = new ServerResponse(request);
  const observation = new RequestObservation(0, context, request, response, request as object);
  context.observation = observation;
  return observation;
}

function callOf(): OperationObservation {
  const names = { name: 'orders.place', className: 'OrdersService', methodName: 'place' };
  return new OperationObservation(0, undefined, { ...names, slowThresholdMs: 1000, index: 0 });
}

describe('TracesHandler', () => {
  handlerContract(() => handler);

  beforeEach(() => {
    spans.length = 0;
  });

  it('makes a span of a request, named by its route when that is known', () => {
    const request = observer.requests.begin(requestOf());

    Object.assign(request, { route: '/orders/:id', status: 200 });
    observer.requests.end(request);

    expect(spans).toMatchObject([
      {
        name: 'GET /orders/:id',
        kind: SpanKind.SERVER,
        ends: 1,
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          'http.request.method': 'GET',
          'url.path': '/orders/7',
          'http.route': '/orders/:id',
          'http.response.status_code': 200,
        },
      },
    ]);
  });

  it('names a request that no route matched by its method', () => {
    observer.requests.end(observer.requests.begin(requestOf()));

    expect(spans).toMatchObject([{ name: 'GET' }]);
  });

  it('makes no span of an untraced path', () => {
    observer.requests.end(observer.requests.begin(requestOf('/livez')));

    expect(spans).toEqual([]);
  });

  it('asks nothing about a probe: it uses up no recordings that callers may force', () => {
    const decided: string[] = [];
    const isSampled = ({ traceId }: { traceId: string }): boolean => decided.push(traceId) > 0;
    const own = TracesHandler.for(
      { isSampled, startSpan: () => new FakeSpan('', undefined, {}, undefined) as never },
      isProbe,
      new Redactor(),
    );

    for (const url of ['/livez', '/livez?verbose', '/orders/7'])
      own?.requests.begin?.(requestOf(url));

    expect(decided).toHaveLength(1);
  });

  it('lends the ids of the span to the context, so that logs and errors agree', () => {
    const { context } = observer.requests.begin(requestOf());

    expect(context.asParent()).toEqual({
      traceId: IDS.traceId,
      spanId: IDS.spanId,
      sampled: true,
    });
  });

  it('continues the trace of the caller', () => {
    observer.requests.begin(requestOf('/orders/7', PARENT));

    expect(spans).toMatchObject([{ parentTraceId: PARENT.traceId }]);
  });

  it('begins a trace where there is no caller', () => {
    observer.requests.begin(requestOf());

    expect(spans).toMatchObject([{ parentTraceId: undefined }]);
  });

  it('marks a span as failed and keeps its error, without the secrets in it', () => {
    const error = new TypeError('refused with password=hunter2');
    const call = observer.operations.begin(callOf());

    call.fail(error);
    observer.operations.end(call);

    const [span] = spans;
    expect(span).toMatchObject({
      name: 'orders.place',
      kind: SpanKind.INTERNAL,
      status: { code: SpanStatusCode.ERROR },
      exceptions: [{ name: 'TypeError', message: 'refused with password=[Redacted]' }],
      attributes: {
        'code.function.name': 'OrdersService.place',
        'error.type': 'TypeError',
      },
    });
    expect(JSON.stringify(span?.exceptions)).not.toContain('hunter2');
  });

  it('marks a span as failed when what was thrown is no error', () => {
    const call = observer.operations.begin(callOf());

    call.fail('boom');
    observer.operations.end(call);

    expect(spans).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR },
        exceptions: [],
        attributes: { 'error.type': '_OTHER' },
      },
    ]);
  });

  it('ends no span of a call that only made an Observable', () => {
    const call = observer.operations.begin(callOf());

    observer.operations.discard(call);

    expect(spans).toMatchObject([{ ends: 0 }]);
    expect(call.span).toBeUndefined();
  });

  it('makes a span of a job', () => {
    const context = new RequestContext(observer);
    const job = { id: '42', name: 'send', attempt: 1 };

    observer.jobs.end(observer.jobs.begin(new JobObservation(0, context, 'receipts', job, true)));

    expect(spans).toMatchObject([
      {
        name: 'process receipts',
        kind: SpanKind.CONSUMER,
        ends: 1,
        attributes: { 'messaging.destination.name': 'receipts', 'messaging.message.id': '42' },
      },
    ]);
  });
});

describe('the handler of an app', () => {
  afterEach(() => trace.disable());

  it('is none without tracing, so that observations cost nothing for it', () => {
    expect(TracesHandler.for(undefined, isProbe, new Redactor())).toBeUndefined();
  });

  it('makes spans of an SDK that the app has registered', () => {
    spans.length = 0;
    trace.setGlobalTracerProvider(provider);

    const found = TracesHandler.for(undefined, isProbe, new Redactor());
    found?.operations.begin?.(callOf());

    expect(spans).toMatchObject([{ name: 'orders.place' }]);
  });
});
