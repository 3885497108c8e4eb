import { Logger } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import * as SentryNest from '@sentry/nestjs';
import type { ObservabilityOptions } from 'nestjs-observability';
import { MetricsRegistry } from 'nestjs-observability';
import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { parseMetrics } from '../support/metrics-page';
import { platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { openTracedApp } from '../support/traced-app';
import type { TracedApp } from '../support/traced-app';

const ALL = { sampleRatio: 1 };

describe.each(platforms)('a DSN alone, on $platform,', ({ adapter, platform }) => {
  let sentry: SentryReceiver;
  let warnings: jest.SpyInstance;
  let lines: jest.SpyInstance;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    env = { ...process.env };
    sentry = await SentryReceiver.start();
    lines = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(async () => {
    process.env = env;
    stopTracing();
    trace.disable();
    await SentryNest.close(2000);
    await sentry.stop();
    warnings.mockRestore();
    lines.mockRestore();
  });

  it('sends traces to Sentry, beside the errors', async () => {
    const { app, base } = await open({ traces: ALL });

    await fetch(`${base}/orders/broken`);
    await app.close();

    const names = sentry.spans.map(({ name }) => name);
    expect(names.toSorted()).toEqual(['GET /orders/broken', 'OrdersService.fail']);
    expect(sentry.messages).toEqual(['refused with password=[Redacted]']);
    expect(sentry.events[0]?.contexts?.trace?.trace_id).toBe(sentry.spans[0]?.traceId);
    expect(warned()).toEqual([]);
  });

  it.each<[string | undefined, number, number]>([
    [undefined, 1, 30],
    ['1', 100, 100],
    ['0', 0, 0],
    // A value of its own, since each is warned of once in a process.
    [`a lot on ${platform}`, 1, 30],
  ])('records a tenth, or SENTRY_TRACES_SAMPLE_RATE: %s', async (rate, least, most) => {
    if (rate !== undefined) process.env['SENTRY_TRACES_SAMPLE_RATE'] = rate;
    const { app, base } = await open({});

    for (let i = 0; i < 100; i += 1) await (await fetch(`${base}/orders/ids`)).text();
    await app.close();

    expect(sentry.spans.length).toBeGreaterThanOrEqual(least);
    expect(sentry.spans.length).toBeLessThanOrEqual(most);
    const said = warnings.mock.calls.map(([message]) => String(message));
    expect(said).toEqual(
      rate?.startsWith('a lot')
        ? [expect.stringContaining(`SENTRY_TRACES_SAMPLE_RATE is "${rate}"`)]
        : [],
    );
  });

  it.each<[string, ObservabilityOptions, Record<string, string>]>([
    ['the option says none', { traces: { exporter: 'none' } }, {}],
    ['OTEL_TRACES_EXPORTER says none', { traces: ALL }, { OTEL_TRACES_EXPORTER: 'none' }],
    ['OTEL_SDK_DISABLED is set', { traces: ALL }, { OTEL_SDK_DISABLED: 'true' }],
  ])('sends no traces where %s', async (_case, options, variables) => {
    Object.assign(process.env, variables);
    const { app, base } = await open(options);

    await fetch(`${base}/orders/broken`);
    await app.close();

    expect([sentry.batches, sentry.messages.length]).toEqual([0, 1]);
    expect(warned()).toEqual([]);
  });

  it('leaves tracing to an OpenTelemetry SDK of the app', async () => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
    const { app, base } = await open({ traces: ALL });

    await fetch(`${base}/orders/ids`);
    await app.close();

    expect([sentry.batches, exporter.getFinishedSpans().length]).toEqual([0, 1]);
    expect(warned()).toEqual([]);
  });

  it.each([{ skipOpenTelemetrySetup: true }, {}])(
    'leaves tracing to a Sentry client of the app: %j',
    async (options) => {
      SentryNest.init({
        dsn: sentry.dsn,
        tracesSampleRate: 1,
        defaultIntegrations: false,
        ...options,
      });
      const { app, base } = await open({ traces: ALL });

      await fetch(`${base}/orders/broken`);
      await app.close();
      await SentryNest.flush(2000);

      expect([sentry.batches, sentry.messages.length]).toEqual([0, 1]);
      expect(warned()).toEqual([]);
    },
  );

  it('warns once, with the remedy, where Sentry takes no spans; errors go on', async () => {
    process.env['OTEL_BSP_SCHEDULE_DELAY'] = '20';
    sentry.otlpStatus = 404;
    const { app, base } = await open({ traces: ALL });

    for (let i = 0; i < 5; i += 1) {
      await fetch(`${base}/orders/broken`);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const dropped = await droppedSpans(app);
    await app.close();

    expect(sentry.batches).toBe(1);
    expect(dropped).toBeGreaterThan(2);
    expect(sentry.messages).toHaveLength(5);
    expect(warned()).toEqual([
      'Spans are being dropped: Sentry responded with 404, so it does not accept spans by OTLP. ' +
        "Set traces.exporter to 'none', or upgrade Sentry.",
    ]);
  });

  /** What the library logs as a warning. */
  function warned(): string[] {
    return lines.mock.calls.map(([message]) => String(message));
  }

  function open(options: ObservabilityOptions): Promise<TracedApp> {
    return openTracedApp(adapter(), {
      errors: { dsn: sentry.dsn, repeatsPerSecond: 1_000_000 },
      ...options,
    });
  }
});

async function droppedSpans(app: TracedApp['app']): Promise<number> {
  const page = await app.get(MetricsRegistry, { strict: false }).exposition();
  const samples = parseMetrics(page.toString()).filter(({ labels }) => labels['part'] === 'traces');
  return samples.reduce((sum, { value }) => sum + value, 0);
}
