import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { eventually } from '../support/eventually';
import { scrape } from '../support/metrics-page';
import { OtlpReceiver } from '../support/otlp-receiver';
import type { Mood } from '../support/otlp-receiver';
import { platforms } from '../support/platforms';
import { freePort } from '../support/services/free-port';
import { openTracedApp } from '../support/traced-app';
import type { TracedApp } from '../support/traced-app';

/** Spans of one request: itself and two methods. */
const EACH = 3;
const QUICK = { OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_EXPORTER_OTLP_TIMEOUT: '300' };

describe.each(platforms)('a back end of traces that is ill, on $platform,', ({ adapter }) => {
  let otlp: OtlpReceiver;
  let rejections: unknown[];
  const note = (reason: unknown): void => void rejections.push(reason);

  beforeEach(async () => {
    otlp = await OtlpReceiver.start();
    rejections = [];
    process.on('unhandledRejection', note);
  });
  afterEach(async () => {
    process.removeListener('unhandledRejection', note);
    stopTracing();
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('OTEL_')) delete process.env[name];
    }
    await otlp.stop();
  });

  it.each<[string, Mood]>([
    ['answers 500', 500],
    ['answers 404', 404],
    ['never answers', 'hangs'],
    ['cuts the connection', 'resets'],
  ])('that %s loses spans only, and each is counted', async (_case, mood) => {
    otlp.mood = mood;
    const traced = await open(QUICK);

    const answers = [await orders(traced), await orders(traced)];
    const counted = await lost(traced, 2 * EACH);
    const later = await orders(traced);
    await traced.app.close();

    expect([...answers, later]).toEqual([200, 200, 200]);
    expect(counted).toBe(2 * EACH);
    expect(rejections).toEqual([]);
  });

  it('that is not there loses spans only, and each is counted', async () => {
    const traced = await open(QUICK, `http://127.0.0.1:${await freePort()}/v1/traces`);

    const answer = await orders(traced);
    const counted = await lost(traced, EACH);
    await traced.app.close();

    expect([answer, counted, rejections]).toEqual([200, EACH, []]);
  });

  it('that refuses some of a batch has those counted', async () => {
    // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
    otlp.answer = Buffer.from('0a020802', 'hex');
    const traced = await open(QUICK);

    await orders(traced);
    const counted = await lost(traced, 2);
    await traced.app.close();

    expect(counted).toBe(2);
  });

  it('that is busy is asked again, and nothing is lost', async () => {
    otlp.mood = 503;
    const traced = await open({ OTEL_BSP_SCHEDULE_DELAY: '20' });

    await orders(traced);
    await eventually(() => expect(otlp.refusals).toBe(1));
    otlp.mood = 'takes';
    await eventually(() => expect(otlp.spans).toHaveLength(EACH));
    const counted = await lost(traced, 0);
    await traced.app.close();

    expect(counted).toBe(0);
  });

  it('that never answers holds up the end of the app for two seconds at most', async () => {
    otlp.mood = 'hangs';
    const traced = await open({});
    await orders(traced);

    const from = performance.now();
    await traced.app.close();

    expect(performance.now() - from).toBeLessThan(2700);
  });

  it('that is slow gets everything when the app ends', async () => {
    otlp.delayMs = 300;
    const traced = await open({});

    await Promise.all(Array.from({ length: 200 }, () => orders(traced)));
    await traced.app.close();

    expect(otlp.spans).toHaveLength(200 * EACH);
  });

  it('gets compressed batches and headers when the environment says so', async () => {
    const traced = await open({
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc',
    });

    await orders(traced);
    await traced.app.close();

    expect(otlp.spans).toHaveLength(EACH);
    expect(otlp.batches[0]?.headers).toMatchObject({
      'content-encoding': 'gzip',
      authorization: 'Bearer abc',
    });
  });

  it('is sent all spans without a header that HTTP does not allow', async () => {
    const headers = 'authorization=a%0Ab,x-tenant=tea';
    const traced = await open({ ...QUICK, OTEL_EXPORTER_OTLP_HEADERS: headers });

    await orders(traced);
    await traced.app.close();

    expect(otlp.spans).toHaveLength(EACH);
    for (const batch of otlp.batches) {
      expect(batch.headers).toMatchObject({ 'x-tenant': 'tea' });
      expect(batch.headers).not.toHaveProperty('authorization');
    }
  });

  function open(env: Record<string, string>, endpoint = otlp.endpoint): Promise<TracedApp> {
    Object.assign(process.env, env);
    return openTracedApp(adapter(), { traces: { endpoint } });
  }
});

async function orders({ base }: TracedApp): Promise<number> {
  const { status } = await fetch(`${base}/orders/tea`);
  return status;
}

/** How many spans the app has counted as lost, as soon as it is as many as expected. */
async function lost({ base }: TracedApp, expected: number): Promise<number> {
  return eventually(async () => {
    const samples = await scrape(base, 'observability_dropped_total');
    const value = samples.find(({ labels }) => labels['part'] === 'traces')?.value ?? 0;
    if (value < expected) throw new Error(`${value} of ${expected} spans are counted`);
    return value;
  });
}
