import { context as otel, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { LeanSpan } from './lean-span';
import { startTracing, stopTracing } from './start-tracing';
import type { TracingSettings } from './start-tracing';

const OTLP: TracingSettings = { exporter: 'otlp', endpoint: 'http://127.0.0.1:1/v1/traces' };
/** The words of its trace id XOR to the highest number: the last to be recorded. */
const HEAD = { traceId: 'f'.repeat(8) + '0'.repeat(24), parent: undefined, hasOwnParent: false };

const isRecorded = (): boolean => trace.getTracer('app').startSpan('work').isRecording();
const timers = (): string[] =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'TCPSocketWrap');

describe('tracing', () => {
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(() => {
    stopTracing();
    warnings.mockRestore();
  });

  it('makes spans of the whole process once it is started', () => {
    const before = isRecorded();

    startTracing(OTLP, {});

    expect([before, isRecorded()]).toEqual([false, true]);
  });

  it('decides for spans of the app as it does for requests', () => {
    startTracing({ ...OTLP, sampleRatio: 0 }, {});

    expect(isRecorded()).toBe(false);
  });

  it('is started once, and obeys the newest settings', () => {
    const first = startTracing(OTLP, {});
    const before = first?.isSampled(HEAD);

    const second = startTracing({ ...OTLP, sampleRatio: 0.1 }, {});

    expect(second).toBe(first);
    expect([before, second?.isSampled(HEAD)]).toEqual([true, false]);
  });

  it.each([
    ['everything to a collector', OTLP, true],
    ['a tenth to Sentry', { exporter: 'sentry', dsn: 'http://key@127.0.0.1:1/1' } as const, false],
  ])('records by default %s', (_case, settings, isSampled) => {
    expect(startTracing(settings, {})?.isSampled(HEAD)).toBe(isSampled);
  });

  it('lets the option stand above the environment', () => {
    const tracing = startTracing(
      { ...OTLP, sampleRatio: 1 },
      { OTEL_TRACES_SAMPLER: 'always_off' },
    );

    expect(tracing?.isSampled(HEAD)).toBe(true);
  });

  /** Of the ratios 0.1 and 1 only the second records {@link HEAD}. */
  it.each<[string, object, Record<string, string>, boolean]>([
    ['is the variable of Sentry', {}, { SENTRY_TRACES_SAMPLE_RATE: ' 1.0 ' }, true],
    ['is the option before it', { sampleRatio: 0.1 }, { SENTRY_TRACES_SAMPLE_RATE: '1' }, false],
    [
      'is that variable before the one of OpenTelemetry',
      {},
      { SENTRY_TRACES_SAMPLE_RATE: '0.1', OTEL_TRACES_SAMPLER: 'always_on' },
      false,
    ],
    ['is the default where it is wrong', {}, { SENTRY_TRACES_SAMPLE_RATE: '10%' }, false],
    ['is of a collector without it', OTLP, { SENTRY_TRACES_SAMPLE_RATE: '0.1' }, true],
  ])('has a ratio that %s', (_case, settings, env, isSampled) => {
    const sentry = { exporter: 'sentry', dsn: 'http://key@127.0.0.1:1/1' } as const;

    expect(startTracing({ ...sentry, ...settings }, env)?.isSampled(HEAD)).toBe(isSampled);
  });

  it.each([
    [{}, true],
    [{ OTEL_ATTRIBUTE_COUNT_LIMIT: '12' }, false],
  ])('makes a lean span of what the library watches, with %j: %s', (env, isLean) => {
    const start = { name: 'GET', kind: SpanKind.SERVER, attributes: {} };

    const span = startTracing(OTLP, env)?.startSpan(start, ROOT_CONTEXT, HEAD.traceId);

    expect(span?.isRecording()).toBe(true);
    expect(span?.spanContext().traceId).toBe(HEAD.traceId);
    expect(span instanceof LeanSpan).toBe(isLean);
  });

  it('makes a lean span that the app has written on one of the SDK, whatever the sampler says by now', () => {
    const tracing = startTracing(OTLP, {});
    const start = { name: 'GET', kind: SpanKind.SERVER, attributes: {} };
    const span = tracing?.startSpan(start, ROOT_CONTEXT, HEAD.traceId);
    startTracing({ ...OTLP, sampleRatio: 0 }, {});

    span?.setAttribute('tea', 'green');

    expect(span).toMatchObject({ full: { attributes: { tea: 'green' } } });
  });

  it('hands the ids of a trace on as the W3C header', () => {
    startTracing(OTLP, {});
    const span = trace.getTracer('app').startSpan('work');
    const carrier: Record<string, string> = {};

    propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);

    const { traceId, spanId } = span.spanContext();
    expect(carrier).toEqual({ traceparent: `00-${traceId}-${spanId}-01` });
  });

  it('stands back where the app has an SDK of its own', () => {
    const own = new BasicTracerProvider();
    trace.setGlobalTracerProvider(own);

    const tracing = startTracing(OTLP, {});

    expect(tracing).toBeUndefined();
    expect(trace.getTracer('app')).toBe(own.getTracer('app'));
    trace.disable();
  });

  /** The values of OpenTelemetry's specification, and which of them are warned of. */
  it.each<[Record<string, string>, string[]]>([
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, []],
    [{ OTEL_TRACES_EXPORTER: 'OTLP , otlp' }, []],
    [
      { OTEL_TRACES_EXPORTER: 'console' },
      ['"console"; supported are otlp, none. Spans are sent by'],
    ],
    [{ OTEL_TRACES_EXPORTER: 'otlp,console,logging' }, ['"console,logging"; supported are otlp,']],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, ['"zipkin"; supported are otlp, none.']],
    [{ OTEL_PROPAGATORS: 'tracecontext,baggage' }, []],
    [{ OTEL_PROPAGATORS: 'baggage' }, []],
    [{ OTEL_PROPAGATORS: 'none' }, []],
    [
      { OTEL_PROPAGATORS: 'tracecontext,baggage,b3' },
      ['"b3"; supported are tracecontext, baggage,'],
    ],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' }, []],
    [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, ['"jaeger_remote"; it must be one of always_on,']],
    [{ OTEL_TRACES_SAMPLER_ARG: 'endpoint=http://x' }, []],
    [{ OTEL_SDK_DISABLED: 'false' }, []],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, []],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ['"http/json"; spans are sent by OTLP over HTTP'],
    ],
    [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'none' }, []],
    [{ OTEL_METRICS_EXPORTER: 'prometheus', OTEL_LOGS_EXPORTER: 'console' }, []],
  ])('warns only of what is not supported: %j', (env, expected) => {
    expect(startTracing(OTLP, env)).toBeDefined();

    const found = warnings.mock.calls.map(([message]) => String(message));
    expect(found).toEqual(expected.map((part) => expect.stringContaining(part) as unknown));
  });

  it.each([
    ['the app has an SDK of its own', OTLP],
    ['spans go to Sentry', { exporter: 'sentry', dsn: 'http://key@127.0.0.1:1/1' } as const],
    ['no spans are sent', { exporter: 'none' } as const],
  ])('warns of no exporter where %s', (_case, settings) => {
    if (settings === OTLP) trace.setGlobalTracerProvider(new BasicTracerProvider());

    startTracing(settings, {
      OTEL_TRACES_EXPORTER: 'console,otlp/stdout',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    });

    expect(warnings).not.toHaveBeenCalled();
    trace.disable();
  });

  it('warns of no variable where the app has an SDK of its own', () => {
    trace.setGlobalTracerProvider(new BasicTracerProvider());

    startTracing(OTLP, { OTEL_PROPAGATORS: 'xray', OTEL_TRACES_SAMPLER: 'xray' });

    expect(warnings).not.toHaveBeenCalled();
    trace.disable();
  });

  it.each([
    ['baggage', ['baggage']],
    ['tracecontext', ['traceparent']],
    ['none', []],
  ])('passes context on by OTEL_PROPAGATORS: %s', (OTEL_PROPAGATORS, headers) => {
    startTracing(OTLP, { OTEL_PROPAGATORS });
    const span = trace.getTracer('app').startSpan('work');
    const baggage = propagation.createBaggage({ tea: { value: 'green' } });
    const active = propagation.setBaggage(trace.setSpan(ROOT_CONTEXT, span), baggage);
    const carrier: Record<string, string> = {};

    propagation.inject(active, carrier);

    expect(Object.keys(carrier)).toEqual(headers);
  });

  it.each([
    ['the exporter is none', { exporter: 'none' } as const, {}],
    ['the environment turns it off', OTLP, { OTEL_SDK_DISABLED: 'true' }],
    ['the address is none', { exporter: 'otlp', endpoint: 'collector:4318' } as const, {}],
    ['Sentry has no DSN', { exporter: 'sentry' } as const, {}],
  ])('is not started when %s', (_case, settings, env) => {
    expect(startTracing(settings, env)).toBeUndefined();
    expect(isRecorded()).toBe(false);
  });

  it('that was preloaded ends when the app wants none', () => {
    startTracing(OTLP, {});

    startTracing({ exporter: 'none' }, {});

    expect(isRecorded()).toBe(false);
  });

  it('of one app goes on when another wants none', () => {
    startTracing(OTLP, {})?.listen({ dropped: () => undefined, warn: () => undefined });

    startTracing({ exporter: 'none' }, {});

    expect(isRecorded()).toBe(true);
  });

  it('leaves nothing behind in twenty starts and stops', () => {
    const before = timers();

    for (let i = 0; i < 20; i += 1) {
      startTracing(OTLP, {});
      trace.getTracer('app').startSpan('work').end();
      stopTracing();
    }

    expect(timers()).toEqual(before);
    expect([isRecorded(), otel.active()]).toEqual([false, ROOT_CONTEXT]);
  });
});

describe('tracing without its packages', () => {
  it('names them, and how to do without', () => {
    jest.isolateModules(() => {
      jest.doMock('@opentelemetry/otlp-transformer', () => {
        throw new Error('Cannot find module');
      });
      const { startTracing: start } =
        jest.requireActual<typeof import('./start-tracing')>('./start-tracing');

      expect(() => start(OTLP, {})).toThrow(
        'which needs the package @opentelemetry/otlp-transformer. Install it (npm install ' +
          '@opentelemetry/otlp-transformer@0.223 for OpenTelemetry 2; @opentelemetry/otlp-transformer@0.301 for ' +
          'OpenTelemetry 3, which needs Node 22.15) or set OTEL_TRACES_EXPORTER=none.',
      );
      jest.dontMock('@opentelemetry/otlp-transformer');
    });
  });
});
