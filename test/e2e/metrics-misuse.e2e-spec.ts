import type { INestApplication } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { MetricsRegistry } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { createMisuseApp, MISTAKES } from '../support/metrics-misuse-app';
import { scrape } from '../support/metrics-page';
import { anyPlatform, listen } from '../support/platforms';

const MISUSE = 'observability_metric_misuse_total';

describe('metrics that the app misuses', () => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await createMisuseApp(anyPlatform(), { logs: { destination: logs } });
    base = await listen(app);
  });

  afterAll(() => app.close());
  beforeEach(() => logs.clear());

  it.each(Object.keys(MISTAKES))(
    'change no answer, are counted, and warned of once: %s',
    async (name) => {
      const before = await misuses();

      const answers = [await ask(name), await ask(name), await ask(name)];

      expect(answers).toEqual(Array.from({ length: 3 }, () => [200, { made: name }]));
      expect((await misuses()) - before).toBe(3);
      const warnings = logs.lines.filter(({ level }) => level === 'warn');
      expect(warnings.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /^The metric "\w+" was called wrongly at .*\(metrics-misuse-app\.ts:\d+:\d+\): .*\.$/,
        ),
      ]);
      expect(logs.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it('keep numbers that are numbers, and pollute nothing', async () => {
    await ask('proto-label');
    const page = await (await fetch(`${base}/metrics`)).text();

    expect(page).not.toContain('NaN');
    expect(page).not.toContain('polluted');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await scrape(base, 'stock')).toEqual([]);
    expect(await scrape(base, 'weight_kilograms_count')).toEqual([]);
  });

  it('throw where the app wants them to', async () => {
    const strict = await createMisuseApp(anyPlatform(), {
      logs: { destination: logs },
      metrics: { strict: true },
    });
    const strictBase = await listen(strict);

    const { status } = await fetch(`${strictBase}/till/negative-counter`);
    await strict.close();

    expect(status).toBe(500);
    expect(logs.lines.find(({ level }) => level === 'error')?.message).toContain(
      'The metric "orders_total" was called wrongly',
    );
  });

  async function ask(name: string): Promise<[number, unknown]> {
    const response = await fetch(`${base}/till/${name}`);
    return [response.status, await response.json()];
  }

  /** How many wrong calls were counted, of all metrics and reasons. */
  async function misuses(): Promise<number> {
    return (await scrape(base, MISUSE)).reduce((sum, { value }) => sum + value, 0);
  }
});

describe('collectors of the app', () => {
  let app: INestApplication;
  let base: string;
  const logs = new LogRecorder();

  beforeAll(async () => {
    app = await createMisuseApp(anyPlatform(), { logs: { destination: logs } });
    base = await listen(app);
  });

  afterAll(async () => {
    await app.close();
    register.clear();
  });

  it('that throw or never end cost only their own metric, and the page comes in time', async () => {
    const { registry } = app.get(MetricsRegistry);
    gauge(register, 'throwing', () => {
      throw new Error('the pool is gone');
    });
    gauge(registry, 'hung', () => new Promise<void>(() => undefined));
    gauge(register, 'sound', () => undefined);
    const started = performance.now();

    const pages = await Promise.all(
      [1, 2, 3].map(async () => (await fetch(`${base}/metrics`)).text()),
    );

    expect(performance.now() - started).toBeLessThan(1500);
    for (const page of pages) {
      expect(page).toContain('\nsound 0\n');
      expect(page).toContain('\napp_build_info{');
      expect(page).not.toMatch(/^(throwing|hung)/m);
    }
    expect(logs.lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'The collector of "throwing" failed: the pool is gone; its last values are exposed again.',
        'The collector of "hung" did not answer within 1 s; its last values are exposed again.',
      ]),
    );
  });

  it('leave the app answering, and are counted as lost', async () => {
    const [lost] = await scrape(base, 'observability_dropped_total');

    expect(lost).toMatchObject({ labels: { part: 'metrics' } });
    expect(lost?.value).toBeGreaterThanOrEqual(2);
    expect((await fetch(`${base}/livez`)).status).toBe(200);
  });
});

function gauge(
  registry: typeof register,
  name: string,
  collect: () => void | Promise<void>,
): Gauge {
  return new Gauge({ name, help: 'A gauge.', registers: [registry], collect });
}
