import { setTimeout as pause } from 'node:timers/promises';
import type { ObservabilityOptions } from 'nestjs-observability';
import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { eventually } from '../support/eventually';
import { OtlpReceiver } from '../support/otlp-receiver';
import { platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { openTracedApp } from '../support/traced-app';
import type { TracedApp } from '../support/traced-app';
import { attackEach } from './attack';

const [TRACE_ID, CALLER] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const FORCED = `00-${TRACE_ID}-${CALLER}-01`;
const SILENT = `00-${TRACE_ID}-${CALLER}-00`;
const REQUESTS = 120;

let otlp: OtlpReceiver;
let sentry: SentryReceiver;

beforeAll(async () => {
  otlp = await OtlpReceiver.start();
  sentry = await SentryReceiver.start();
});

afterAll(async () => {
  await otlp.stop();
  await sentry.stop();
});

describe.each(platforms)('what callers decide on $platform', ({ platform, adapter }) => {
  let traced: TracedApp | undefined;

  afterEach(async () => {
    await closed();
    stopTracing();
  });

  async function open(options: ObservabilityOptions): Promise<TracedApp> {
    await closed();
    stopTracing();
    otlp.clear();
    sentry.events.length = 0;
    traced = await openTracedApp(adapter(), {
      ...options,
      errors: { dsn: sentry.dsn },
      endpoints: { access: 'open' },
      traces: { endpoint: otlp.endpoint, ...options.traces },
    });
    return traced;
  }

  async function closed(): Promise<void> {
    await traced?.app.close();
    traced = undefined;
  }

  attackEach(
    'M5',
    `callers force no more recordings than the bound on ${platform}, and one warning says so`,
    ['a random id', 'an id that our ratio takes'],
    async (kind) => {
      const { base, logs } = await open({ traces: { sampleRatio: 0.01, maxForcedPerSecond: 1 } });
      const begin = performance.now();

      for (let i = 0; i < REQUESTS; i += 1) {
        const digit = (i + 256).toString(16).padStart(3, '0');
        const id =
          kind === 'a random id' ? `${'8f'.repeat(14)}0${digit}` : `${'0'.repeat(29)}${digit}`;
        await fetch(`${base}/orders/tea`, { headers: { traceparent: `00-${id}-${CALLER}-01` } });
      }
      const seconds = (performance.now() - begin) / 1000;
      const metrics = await (await fetch(`${base}/metrics`)).text();
      await closed();

      const requests = otlp.spans.filter(({ name }) => name === 'GET /orders/:id');
      expect(requests.length).toBeGreaterThanOrEqual(10);
      expect(requests.length).toBeLessThanOrEqual(10 + 0.01 * REQUESTS + seconds + 1);
      const lost = /observability_dropped_total\{part="traces",reason="forced"\} (\d+)/.exec(
        metrics,
      );
      expect(Number(lost?.[1])).toBe(REQUESTS - requests.length);
      const told = logs.lines.filter(({ message }) => message.includes('maxForcedPerSecond'));
      expect(told.length).toBeLessThanOrEqual(1);
    },
  );

  attackEach(
    'M5',
    `a caller that wants nothing recorded hides no error on ${platform}`,
    ['everybody', 'nobody'] as const,
    async (trust) => {
      const { base, logs } = await open({ traces: { trust } });

      await fetch(`${base}/orders/broken`, { headers: { traceparent: SILENT } });

      await eventually(() => expect(sentry.messages).toHaveLength(1));
      const errors = logs.errors;
      expect(errors.length).toBeGreaterThan(0);
      const [access] = logs.access;
      expect(access?.http['status']).toBe(500);
      const [event] = sentry.events;
      expect(event?.contexts?.trace?.trace_id).toBe(access?.trace_id);
      const metrics = await (await fetch(`${base}/metrics`)).text();
      expect(metrics).toMatch(/^http_\w+_count\{[^}]*"500"[^}]*\} 1$/m);
      await closed();
      // The trace itself is not recorded where the caller is believed, and is where it is not.
      const spans = otlp.spans.filter(({ name }) => name === 'GET /orders/broken');
      expect(spans).toHaveLength(trust === 'everybody' ? 0 : 1);
    },
  );

  it('links a caller that is not trusted, and says its ids', async () => {
    const { base, logs } = await open({
      traces: {
        trust: (caller) => caller.kind === 'http' && 'x-internal' in caller.request.headers,
      },
    });

    await fetch(`${base}/orders/tea`, { headers: { traceparent: SILENT } });
    await fetch(`${base}/orders/broken`, { headers: { traceparent: FORCED } });
    await fetch(`${base}/orders/tea`, { headers: { traceparent: FORCED, 'x-internal': '1' } });
    await eventually(() => expect(logs.access).toHaveLength(3));
    await closed();

    const [own, broken, trusted] = logs.access;
    expect(own?.trace_id).not.toBe(TRACE_ID);
    expect(own).toMatchObject({ caller_trace_id: TRACE_ID, caller_span_id: CALLER });
    expect(own?.request_id).toBe(own?.trace_id);
    expect(trusted).toMatchObject({ trace_id: TRACE_ID });
    expect(trusted).not.toHaveProperty('caller_trace_id');
    const requests = otlp.spans.filter(({ name }) => name.startsWith('GET /orders'));
    expect(requests).toHaveLength(3);
    const [first] = requests.filter(({ traceId }) => traceId === own?.trace_id);
    expect(first?.parentSpanId).toBe('');
    expect(first?.links).toEqual([{ traceId: TRACE_ID, spanId: CALLER }]);
    const error = logs.lines.find(
      ({ level, trace_id }) => level === 'error' && trace_id === broken?.trace_id,
    );
    expect(error).toMatchObject({ caller_trace_id: TRACE_ID });
    expect(sentry.events.at(-1)?.tags).toMatchObject({ caller_trace_id: TRACE_ID });
  });

  it('writes no secret that a client sends as its request id', async () => {
    const { base, logs } = await open({});

    const response = await fetch(`${base}/orders/broken`, {
      headers: { 'x-request-id': 'AKIAIOSFODNN7EXAMPLE' },
    });

    await eventually(() => expect(sentry.messages).toHaveLength(1));
    const [access] = logs.access;
    expect(response.headers.get('x-request-id')).toBe(access?.trace_id);
    expect(JSON.stringify([logs.lines, sentry.events])).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });

  it.each([
    ['full', '127.0.0.1'],
    ['masked', '127.0.0.0'],
    ['none', undefined],
  ] as const)(
    'writes addresses of clients in lines and spans as %s',
    async (clientAddress, address) => {
      const { base, logs } = await open({ http: { clientAddress } });

      await fetch(`${base}/orders/tea`);
      await eventually(() => expect(logs.access).toHaveLength(1));
      await pause(10);
      await closed();

      expect(logs.access[0]?.http['client_address']).toBe(address);
      const [request] = otlp.spans.filter(({ name }) => name === 'GET /orders/:id');
      expect(request?.attributes['client.address']).toBe(address);
    },
  );
});
