import { setTimeout as pause } from 'node:timers/promises';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import * as SentryNest from '@sentry/nestjs';
import type { ObservabilityOptions } from 'nestjs-observability';
import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { OtlpReceiver } from '../support/otlp-receiver';
import type { ReceivedSpan } from '../support/otlp-request';
import { instrumentServers, OwnContextManager } from '../support/own-instrumentation';
import { platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { openTracedApp } from '../support/traced-app';
import type { TracedApp } from '../support/traced-app';

const [TRACE_ID, CALLER] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const SERVER = 2;

describe.each(platforms)('traces on $platform', ({ adapter }) => {
  let otlp: OtlpReceiver;
  let traced: TracedApp | undefined;

  beforeAll(async () => {
    otlp = await OtlpReceiver.start();
  });
  afterEach(() => {
    stopTracing();
    otlp.clear();
  });
  afterAll(() => otlp.stop());

  it('arrive as one tree, with the ids that the log says', async () => {
    const { base, logs } = await open();

    const response = await fetch(`${base}/orders/tea?token=abc&page=1`);
    const spans = await arrived();

    const request = named(spans, 'GET /orders/:id');
    const find = named(spans, 'OrdersService.find');
    const price = named(spans, 'PricesService.priceOf');
    expect(spans).toHaveLength(3);
    expect([price.parentSpanId, find.parentSpanId, request.parentSpanId]).toEqual([
      find.spanId,
      request.spanId,
      '',
    ]);
    const [access] = logs.access;
    expect(access).toMatchObject({ trace_id: request.traceId, span_id: request.spanId });
    expect(response.headers.get('x-request-id')).toBe(request.traceId);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it('say what they stand for in the words of the semantic conventions', async () => {
    const { base } = await open({ service: { name: 'shop', version: '9', environment: 'test' } });

    await fetch(`${base}/orders/tea?token=abc&page=1`);
    const spans = await arrived();

    const request = named(spans, 'GET /orders/:id');
    expect(request).toMatchObject({
      kind: SERVER,
      status: 0,
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/orders/:id',
        'http.response.status_code': 200,
        'url.path': '/orders/tea',
        'url.query': 'token=[Redacted]&page=1',
        'url.scheme': 'http',
        'server.address': '127.0.0.1',
        'client.address': '127.0.0.1',
      },
      resource: {
        'service.name': 'shop',
        'service.version': '9',
        'deployment.environment.name': 'test',
      },
    });
    expect(named(spans, 'OrdersService.find').attributes).toEqual({
      'code.function.name': 'OrdersService.find',
    });
  });

  it('tell of an error where it passed, without the secrets in it', async () => {
    const { base } = await open();

    await fetch(`${base}/orders/broken`);
    const spans = await arrived();

    const request = named(spans, 'GET /orders/broken');
    const call = named(spans, 'OrdersService.fail');
    expect([request.status, call.status]).toEqual([2, 2]);
    expect(request.attributes['error.type']).toBe('RangeError');
    expect(call.events).toMatchObject([
      {
        name: 'exception',
        attributes: { 'exception.message': 'refused with password=[Redacted]' },
      },
    ]);
    expect(JSON.stringify(spans)).not.toContain('hunter2');
  });

  it('hold the spans that the app makes by itself', async () => {
    const { base } = await open();

    await fetch(`${base}/orders/own`);
    const spans = await arrived();

    const [request, own] = [named(spans, 'GET /orders/own'), named(spans, 'own work')];
    expect(own).toMatchObject({ parentSpanId: request.spanId, scope: 'app' });
    expect(named(spans, 'OrdersService.find').parentSpanId).toBe(own.spanId);
  });

  it('hold the spans that the app makes by Sentry', async () => {
    const sentry = await SentryReceiver.start();
    const { base } = await open({ errors: { dsn: sentry.dsn } });

    const found = await (await fetch(`${base}/orders/sentry`)).json();
    const spans = await arrived();
    await SentryNest.close(2000);
    await sentry.stop();

    const [request, pack] = [named(spans, 'GET /orders/sentry'), named(spans, 'pack')];
    const { traceId, spanId: parentSpanId } = request;
    expect(found).toMatchObject({ id: 'true' });
    expect(pack).toMatchObject({ traceId, parentSpanId, status: 0 });
    expect(pack.attributes).toEqual({ 'sentry.op': 'task', boxes: 2 });
    expect(named(spans, 'OrdersService.find').parentSpanId).toBe(pack.spanId);
    expect(named(spans, 'failing')).toMatchObject({ traceId, parentSpanId, status: 2 });
    for (const name of ['inactive', 'manual']) {
      expect(named(spans, name)).toMatchObject({ traceId, parentSpanId });
    }
    expect(named(spans, 'orphan').traceId).not.toBe(traceId);
    expect(spans.map(({ name }) => name)).not.toContain('unseen');
    expect(sentry.events[0]?.contexts?.trace).toMatchObject({
      trace_id: traceId,
      span_id: pack.spanId,
    });
  });

  it('go on with the trace of a caller who records', async () => {
    const { base } = await open({ traces: { endpoint: otlp.endpoint, sampleRatio: 0 } });

    const response = await ask(`${base}/orders/ids`, '01');
    const spans = await arrived();

    const request = named(spans, 'GET /orders/ids');
    expect(request).toMatchObject({ traceId: TRACE_ID, parentSpanId: CALLER });
    expect(response).toEqual({ traceId: TRACE_ID, spanId: request.spanId, sampled: true });
  });

  it('are not recorded when the caller does not record', async () => {
    const { base } = await open();

    const response = await ask(`${base}/orders/ids`, '00');
    await ask(`${base}/orders/own`, '00');

    expect(await arrived()).toEqual([]);
    expect(response).toMatchObject({ traceId: TRACE_ID, sampled: false });
  });

  it.each([
    [0, 0, 0],
    [0.1, 1, 30],
    [1, 100, 100],
  ])('are recorded in the ratio %s', async (sampleRatio, least, most) => {
    const { base } = await open({ traces: { endpoint: otlp.endpoint, sampleRatio } });

    const told: { traceId: string; sampled: boolean }[] = [];
    for (let i = 0; i < 100; i += 1) {
      told.push((await (await fetch(`${base}/orders/ids`)).json()) as (typeof told)[number]);
    }
    const spans = await arrived();

    const recorded = told.filter(({ sampled }) => sampled).map(({ traceId }) => traceId);
    expect(recorded.length).toBeGreaterThanOrEqual(least);
    expect(recorded.length).toBeLessThanOrEqual(most);
    expect(spans.map(({ traceId }) => traceId)).toEqual(recorded);
  });

  it('are not made of probes and scrapes', async () => {
    const { base } = await open();

    for (const path of [
      '/livez',
      '/readyz',
      '/startupz',
      '/health',
      '/health/detail',
      '/metrics',
    ]) {
      await fetch(`${base}${path}`);
    }

    expect(await arrived()).toEqual([]);
  });

  it('of requests at the same time do not mix', async () => {
    const { base } = await open();

    await Promise.all(Array.from({ length: 20 }, (_, i) => fetch(`${base}/orders/${i}`)));
    const spans = await arrived();

    const traceIds = new Set(spans.map(({ traceId }) => traceId));
    const traces = [...traceIds].map((id) => spans.filter(({ traceId }) => traceId === id));
    expect(traces).toHaveLength(20);
    for (const one of traces) {
      expect(one.map(({ name }) => name).toSorted()).toEqual([
        'GET /orders/:id',
        'OrdersService.find',
        'PricesService.priceOf',
      ]);
    }
  });

  it('go to Sentry with its key when Sentry is the back end', async () => {
    const { base } = await open({
      errors: { dsn: `http://publickey@${otlp.host}/42`, sampleRate: 0 },
      traces: { exporter: 'sentry', sampleRatio: 1 },
    });

    await fetch(`${base}/orders/tea`);
    await arrived();
    await SentryNest.close(2000);

    expect(otlp.batches).toHaveLength(1);
    expect(otlp.batches[0]).toMatchObject({
      path: '/api/42/integration/otlp/v1/traces/',
      headers: {
        'content-type': 'application/x-protobuf',
        'x-sentry-auth':
          'Sentry sentry_version=7, sentry_key=publickey, sentry_client=nestjs-observability',
      },
    });
  });

  it('are made with an SDK of the app, where it has registered one', async () => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
    const { base } = await open();

    const response = await fetch(`${base}/orders/tea`);
    const atBackEnd = await arrived();

    const spans = exporter.getFinishedSpans();
    trace.disable();
    const request = spans.find(({ name }) => name === 'GET /orders/:id');
    expect(spans).toHaveLength(3);
    expect(response.headers.get('x-request-id')).toBe(request?.spanContext().traceId);
    expect(atBackEnd).toEqual([]);
  });

  describe("inside the spans of the app's own instrumentation of servers", () => {
    const exporter = new InMemorySpanExporter();
    let restore: () => void;

    beforeEach(() => {
      restore = instrumentServers((url) => url.startsWith('/orders'));
    });
    afterEach(() => {
      restore();
      exporter.reset();
      for (const api of [trace, context, propagation]) api.disable();
    });

    /** An SDK as an app registers it before Nest starts. */
    function register(): void {
      const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
      const spanProcessors = [new SimpleSpanProcessor(exporter)];
      context.setGlobalContextManager(new OwnContextManager());
      propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
      trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
    }

    it('one request has one span of the server, and all that is inside stands below it', async () => {
      register();
      const { base, logs } = await open();

      await ask(`${base}/orders/tea`, '01');
      await arrived();

      const spans = exporter.getFinishedSpans();
      const [request, ...others] = spans.filter(({ kind }) => kind === SpanKind.SERVER);
      const ids = request?.spanContext();
      expect([request?.name, others]).toEqual(['GET /orders/:id', []]);
      expect(request?.parentSpanContext?.spanId).toBe(CALLER);
      const find = spans.find(({ name }) => name === 'OrdersService.find');
      expect(find?.parentSpanContext?.spanId).toBe(ids?.spanId);
      expect(logs.access).toMatchObject([{ trace_id: TRACE_ID, span_id: ids?.spanId }]);
    });

    it('the one span says what failed, without the secrets in it', async () => {
      register();
      const { base } = await open();

      await (await fetch(`${base}/orders/broken`)).text();
      await arrived();

      const servers = exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.SERVER);
      expect(servers).toMatchObject([
        {
          name: 'GET /orders/broken',
          status: { code: 2 },
          events: [{ attributes: { 'exception.message': 'refused with password=[Redacted]' } }],
        },
      ]);
    });

    it('nothing is recorded that the instrumentation does not record, and the ids are its own', async () => {
      register();
      const { base, logs } = await open();

      await ask(`${base}/orders/tea`, '00');
      await arrived();

      expect(exporter.getFinishedSpans()).toEqual([]);
      expect(logs.access).toMatchObject([{ trace_id: TRACE_ID }]);
    });

    it('the library exports the one span where the app has no SDK', async () => {
      const { base } = await open();

      await ask(`${base}/orders/tea`, '01');
      const spans = await arrived();

      const servers = spans.filter(({ kind }) => kind === SERVER);
      expect(servers).toMatchObject([{ name: 'GET /orders/:id', parentSpanId: CALLER }]);
      expect(named(spans, 'OrdersService.find').parentSpanId).toBe(servers[0]?.spanId);
    });

    it('the baggage of the caller can be read', async () => {
      register();
      const { base } = await open();

      expect(await ask(`${base}/orders/baggage`, '01')).toMatchObject({ tenant: 'tea-house' });
    });
  });

  it.each(['01', '00'])('carry the baggage of the caller, recorded or not: %s', async (flags) => {
    const { base } = await open();

    const read = await ask(`${base}/orders/baggage`, flags);

    expect(read).toMatchObject({ tenant: 'tea-house', traceId: TRACE_ID });
  });

  it('carry no baggage of a caller who is not trusted', async () => {
    const { base } = await open({ traces: { endpoint: otlp.endpoint, trust: 'nobody' } });

    expect(await ask(`${base}/orders/baggage`, '01')).not.toHaveProperty('tenant');
  });

  it('are not made when none are asked for', async () => {
    const { base } = await open({ traces: { exporter: 'none', endpoint: otlp.endpoint } });

    await fetch(`${base}/orders/tea`);
    await pause(20);

    expect(await arrived()).toEqual([]);
  });

  async function open(options: ObservabilityOptions = {}): Promise<TracedApp> {
    traced = await openTracedApp(adapter(), { traces: { endpoint: otlp.endpoint }, ...options });
    return traced;
  }

  /** What the back end has when the app has ended. */
  async function arrived(): Promise<ReceivedSpan[]> {
    await traced?.app.close();
    return otlp.spans;
  }
});

/** Asks as a caller in the midst of a trace. */
async function ask(url: string, flags: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { traceparent: `00-${TRACE_ID}-${CALLER}-${flags}`, baggage: 'tenant=tea-house' },
  });
  return response.json();
}

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0]!;
}
