import { Counter, Gauge, register as globalRegistry } from 'prom-client';
import { RegistryUnderTest } from '../testing/registry-under-test';
import { promClientGuard } from './prom-client-collector';

const SEVERAL = ['a', 'b', 'c', 'd', 'e'];

const apps: RegistryUnderTest[] = [];

/** An app's registry whose metrics of prom-client are guarded. */
class GuardedApp extends RegistryUnderTest {
  constructor(instances: readonly unknown[] = []) {
    super();
    const { registry, misuse, warnings } = this;
    const parts = { registry, misuse, warnings, seriesLimit: 3, instances: () => instances };
    registry.addCollector(promClientGuard(parts));
    apps.push(this);
  }

  misused(): Promise<string[]> {
    return this.lines('observability_metric_misuse_total');
  }
}

describe('the guard of prom-client in an app', () => {
  afterEach(() => {
    for (const app of apps.splice(0)) app.registry.stop();
    globalRegistry.clear();
  });

  it('reaches metrics that the app holds', async () => {
    const gauge = new Gauge({ name: 'open', help: 'Open.', registers: [] });
    const app = new GuardedApp([{ name: 'a service' }, undefined, gauge]);

    gauge.set(NaN);

    expect(await app.misused()).toEqual([
      'observability_metric_misuse_total{metric="open",reason="bad_value"} 1',
    ]);
  });

  it("reaches metrics of the global registry and of the app's own", async () => {
    const inGlobal = new Counter({ name: 'sales_total', help: 'Sales.' });
    const app = new RegistryUnderTest();
    const inOwn = new Counter({
      name: 'visits_total',
      help: 'Visits.',
      registers: [app.registry.registry],
    });
    apps.push(app);
    const { registry, misuse, warnings } = app;
    registry.addCollector(
      promClientGuard({ registry, misuse, warnings, seriesLimit: 3, instances: () => [] }),
    );

    inGlobal.inc(-1);
    inOwn.inc(-1);

    const lines = await app.lines('observability_metric_misuse_total');
    expect(lines).toEqual([
      'observability_metric_misuse_total{metric="sales_total",reason="negative_value"} 1',
      'observability_metric_misuse_total{metric="visits_total",reason="negative_value"} 1',
    ]);
  });

  it('reaches a metric that was made later from its first call on', async () => {
    const app = new GuardedApp();
    const late = new Counter({ name: 'late_total', help: 'Late.' });

    late.inc(NaN);
    late.inc(2);

    expect(await app.lines('late_total')).toEqual(['late_total 2']);
    expect(await app.misused()).toHaveLength(1);
  });

  it('leaves a metric that was made later with plain methods, used or not', async () => {
    const app = new GuardedApp();
    const late = new Counter({ name: 'late_total', help: 'Late.' });
    const unused = new Gauge({ name: 'unused', help: 'Unused.' });
    late.inc();
    await Promise.resolve();

    const getters = [late, unused].flatMap((metric) =>
      Object.values(Object.getOwnPropertyDescriptors(metric)).filter(({ get }) => get),
    );
    expect(getters).toEqual([]);
    unused.set(NaN);
    expect(await app.misused()).toHaveLength(1);
  });

  it('leaves the registry as it was when the last app has stopped', () => {
    const { registerMetric } = globalRegistry;
    const [first, second] = [new GuardedApp(), new GuardedApp()];
    first.registry.stop();
    const isHeard = globalRegistry.registerMetric !== registerMetric;
    second.registry.stop();

    expect(isHeard).toBe(true);
    expect(globalRegistry.registerMetric).toBe(registerMetric);
    expect(Object.hasOwn(globalRegistry, 'registerMetric')).toBe(false);
  });

  it('tells on the page what went beyond the limit', async () => {
    const counter = new Counter({ name: 'sales_total', help: 'Sales.', labelNames: ['shop'] });
    const app = new GuardedApp();

    for (const shop of SEVERAL) counter.inc({ shop });

    expect(await app.lines('observability_label_overflow_total')).toEqual([
      'observability_label_overflow_total{metric="sales_total",label="shop"} 2',
    ]);
    expect(await app.lines('sales_total')).toContain('sales_total{shop="__other__"} 2');
  });

  it('leaves the metrics of the library alone', async () => {
    const app = new GuardedApp();

    expect(await app.lines('observability_label_overflow_total')).toEqual([]);
    expect(await app.lines('app_build_info')).toHaveLength(1);
  });

  it('of two apps in one process lets the later one hear', async () => {
    const counter = new Counter({ name: 'sales_total', help: 'Sales.' });
    const first = new GuardedApp();
    const second = new GuardedApp();

    counter.inc(-1);
    await first.exposition();
    counter.inc(-1);

    expect([await first.misused(), await second.misused()]).toEqual([
      [],
      ['observability_metric_misuse_total{metric="sales_total",reason="negative_value"} 2'],
    ]);
  });
});
