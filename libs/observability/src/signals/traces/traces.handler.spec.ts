import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type {
  Attributes,
  Context,
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
  RequestContext,
  RequestObservation,
} from '../../core';
import { TracesHandler } from './traces.handler';

const IDS = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 };
const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };

/** Keeps what a span is told. */
class FakeSpan {
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  readonly exceptions: unknown[] = [];
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

  recordException(error: unknown): void {
    this.exceptions.push(error);
  }

  end(): void {
    this.ends += 1;
  }
}

const spans: FakeSpan[] = [];

/** The app's SDK: its tracer keeps the spans that it starts. */
const provider: TracerProvider = {
  getTracer: () =>
    // The handler calls no other method of a tracer, and no other of its spans.
    ({
      startSpan(name: string, { kind, attributes = {} }: SpanOptions, parent: Context): Span {
        const span = new FakeSpan(name, kind, attributes, trace.getSpanContext(parent)?.traceId);
        spans.push(span);
        return span as unknown as Span;
      },
    }) as Partial<Tracer> as Tracer,
};

const observer = new Observer([new TracesHandler((path) => path === '/livez')]);

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
  beforeAll(() => trace.setGlobalTracerProvider(provider));
  afterAll(() => trace.disable());
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

  it('marks a span as failed and keeps its error', () => {
    const error = new Error('boom');
    const call = observer.operations.begin(callOf());

    call.fail(error);
    observer.operations.end(call);

    expect(spans).toMatchObject([
      {
        name: 'orders.place',
        kind: SpanKind.INTERNAL,
        status: { code: SpanStatusCode.ERROR },
        exceptions: [error],
        attributes: { 'code.function.name': 'OrdersService.place' },
      },
    ]);
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
