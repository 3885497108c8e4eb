import { Counter, Gauge, register as globalRegistry } from 'prom-client';
import { Losses, METRICS } from '../../core';
import { METRICS_DEFAULTS } from './metrics.options';
import { MetricsRegistry } from './metrics.registry';

const SERVICE = { name: 'shop', version: '1.2.3', environment: 'test' };

function registryOf(losses = new Losses(), process = false): MetricsRegistry {
  return new MetricsRegistry({ ...METRICS_DEFAULTS, process }, losses, SERVICE);
}

function fail(): never {
  throw new Error('the pool is gone');
}

function brokenGauge(name: string): Gauge {
  return new Gauge({ name, help: 'Broken.', collect: fail });
}

describe('MetricsRegistry', () => {
  afterEach(() => globalRegistry.clear());

  it('says which program runs', async () => {
    const page = await registryOf().page();

    expect(page).toContain('app_build_info{service="shop",version="1.2.3",environment="test"} 1\n');
  });

  it("shows the metrics of prom-client's global registry", async () => {
    new Counter({ name: 'orders_placed_total', help: 'Orders.', labelNames: ['shop'] }).inc(
      { shop: 'paris' },
      3,
    );

    const page = await registryOf().page();

    expect(page).toContain(
      '# TYPE orders_placed_total counter\norders_placed_total{shop="paris"} 3\n',
    );
  });

  it('shows a global metric that was made after the start', async () => {
    const registry = registryOf();
    await registry.page();
    new Counter({ name: 'late_total', help: 'Late.' }).inc();

    const page = await registry.page();

    expect(page).toContain('late_total 1\n');
  });

  it('prefers its own metric over a global one of the same name', async () => {
    new Gauge({ name: METRICS.buildInfo.name, help: 'Another.' }).set(99);

    const page = await registryOf().page();

    expect(page.match(/# TYPE app_build_info /g)).toHaveLength(1);
    expect(page).not.toContain('app_build_info 99');
  });

  it('shows all but the global metric whose collect throws', async () => {
    brokenGauge('pool_size');
    new Counter({ name: 'orders_placed_total', help: 'Orders.' }).inc();

    const page = await registryOf().page();

    expect(page).toContain('orders_placed_total 1\n');
    expect(page).toContain('app_build_info{');
    expect(page).not.toContain('pool_size');
  });

  it('counts the global metric whose collect throws as a loss', async () => {
    brokenGauge('pool_size');
    const losses = new Losses();

    await registryOf(losses).page();

    expect([...losses.entries()]).toEqual([['metrics', 1]]);
  });

  it('shows the losses by part', async () => {
    const losses = new Losses();
    const registry = registryOf(losses);

    losses.count('logs');
    losses.count('logs');

    expect(await registry.page()).toContain('observability_lost_total{part="logs"} 2\n');
  });

  it('has nothing in common with another one in the same process', async () => {
    const [first, second] = [registryOf(), registryOf()];

    first.numbers(METRICS.activeRequests).series('GET').add(1);
    second.numbers(METRICS.activeRequests).series('GET').add(5);

    const name = 'http_server_active_requests{http_request_method="GET"}';
    expect(await first.page()).toContain(`${name} 1\n`);
    expect(await second.page()).toContain(`${name} 5\n`);
  });

  it('leaves the global registry as it is', () => {
    registryOf();

    expect(globalRegistry.getMetricsAsArray()).toEqual([]);
  });

  it.each([true, false])("shows the process's own metrics when told to: %s", async (process) => {
    const page = await registryOf(new Losses(), process).page();

    expect(page.includes('process_cpu_seconds_total')).toBe(process);
  });

  it('has a page on which every metric is described once and no line is doubled', async () => {
    new Counter({ name: 'orders_placed_total', help: 'Orders.' }).inc();

    const lines = (await registryOf(new Losses(), true).page()).split('\n').filter(Boolean);

    expect(new Set(lines).size).toBe(lines.length);
  });
});
