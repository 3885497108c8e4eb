import { RegistryUnderTest } from '../testing/registry-under-test';
import { METRICS } from '../../../core';
import { BusinessCounts } from './business-counts';
import type { BusinessRoute } from './business-routes';
import type { HistogramTable } from '../tables/histogram-table';
import type { RequestSeries } from './request-metrics';

const PAGE_VIEW: BusinessRoute = { event: 'page_view', method: 'GET', status: 200 };
const API_ERROR: BusinessRoute = { event: 'api_error', status: [400, 599] };

/** Business metrics of an app, and requests to it. */
class Shop {
  readonly under: RegistryUnderTest;
  readonly business: BusinessCounts;
  private readonly durations: HistogramTable;
  private readonly known = new Map<string, RequestSeries>();

  constructor(
    routes: readonly BusinessRoute[],
    options: { seriesLimit?: number; strict?: boolean } = {},
  ) {
    this.under = new RegistryUnderTest(options);
    const { registry, misuse } = this.under;
    this.business = new BusinessCounts(registry, routes, (route) => route === '/metrics', misuse);
    this.durations = registry.durations(METRICS.requestDuration);
  }

  /** Records a request as the request metrics do: a new kind is announced. */
  answer(method: string, route: string, status: number, times = 1): void {
    const labels = [method, route, String(status), ''] as const;
    const series = this.known.get(labels.join()) ?? this.meet(labels);
    for (let i = 0; i < times; i += 1) series.duration.record(0.01);
  }

  events(): Promise<string[]> {
    return this.under.lines('business_events_total');
  }

  private meet(labels: RequestSeries['labels']): RequestSeries {
    const duration = this.durations.series(...labels);
    const series = { labels, duration, requestSize: undefined, responseSize: undefined };
    this.known.set(labels.join(), series);
    this.business.onNewRequests(series);
    return series;
  }
}

describe('business events that requests stand for', () => {
  it('are as many as the requests', async () => {
    const shop = new Shop([PAGE_VIEW, API_ERROR]);

    shop.answer('GET', '/', 200, 5);
    shop.answer('GET', '/products/:id', 200, 3);
    shop.answer('POST', '/orders', 201, 7);
    shop.answer('POST', '/orders', 400, 2);
    shop.answer('GET', '/', 500);

    expect(await shop.events()).toEqual([
      'business_events_total{event="page_view"} 8',
      'business_events_total{event="api_error"} 3',
    ]);
  });

  it('are counted once, however often the page is read', async () => {
    const shop = new Shop([PAGE_VIEW]);
    shop.answer('GET', '/', 200, 5);
    await shop.events();
    await shop.events();

    shop.answer('GET', '/', 200, 2);

    expect(await shop.events()).toEqual(['business_events_total{event="page_view"} 7']);
  });

  it('may be several for one request, and one for several rules', async () => {
    const product = { event: 'product_page_view', route: '/products/*' };
    const shop = new Shop([PAGE_VIEW, product, { ...PAGE_VIEW, route: '/products/:id' }]);

    shop.answer('GET', '/products/:id', 200, 4);

    expect(await shop.events()).toEqual([
      'business_events_total{event="page_view"} 4',
      'business_events_total{event="product_page_view"} 4',
    ]);
  });

  it("are none of the library's own addresses, nor of unknown routes", async () => {
    const shop = new Shop([{ event: 'anything' }]);

    shop.answer('GET', '/metrics', 200, 4);
    shop.answer('GET', 'unknown', 404, 4);

    expect(await shop.events()).toEqual([]);
  });

  it('add up with those that the app tracks under the same name', async () => {
    const shop = new Shop([PAGE_VIEW]);
    shop.answer('GET', '/', 200, 5);
    await shop.events();

    shop.business.track('page_view', undefined, {});
    shop.answer('GET', '/', 200, 1);

    expect(await shop.events()).toEqual(['business_events_total{event="page_view"} 7']);
  });

  it('begin at 0 again when the registry was reset, which is no misuse', async () => {
    const shop = new Shop([PAGE_VIEW], { strict: true });
    shop.answer('GET', '/', 200, 5);
    await shop.events();

    shop.under.registry.registry.resetMetrics();
    shop.answer('GET', '/', 200, 2);

    expect(await shop.events()).toEqual(['business_events_total{event="page_view"} 2']);
    expect([...shop.under.misuse.entries()]).toEqual([]);
  });

  it('are not counted twice where routes beyond the limit are counted together', async () => {
    const shop = new Shop([PAGE_VIEW], { seriesLimit: 3 });

    for (let i = 0; i < 10; i += 1) shop.answer('GET', `/pages/${i}`, 200, 2);

    expect(await shop.events()).toEqual(['business_events_total{event="page_view"} 20']);
  });
});

describe('labels of events that the app tracks', () => {
  it.each([
    ['with a value', 9.5],
    ['without one', undefined],
  ])('other than the unit are misuse, which is warned of once: %s', (_case, value) => {
    const shop = new Shop([]);

    for (let i = 0; i < 3; i += 1) {
      shop.business.track('sale', value, { unit: 'EUR', plan: 'pro' });
      shop.business.track('sale', value, { event: 'gift' });
    }

    expect([...shop.under.misuse.entries()]).toEqual([
      { metric: 'business_event_value_total', reason: 'unknown_label', count: 6 },
    ]);
    expect(shop.under.said[0]).toContain('it has no label "plan"');
  });

  it('are no misuse where they are the unit', async () => {
    const shop = new Shop([]);

    shop.business.track('sale', 9.5, { unit: 'EUR' });
    shop.business.track('sale', undefined, { unit: 'EUR' });

    expect([...shop.under.misuse.entries()]).toEqual([]);
    expect(await shop.under.lines('business_event_value_total')).toEqual([
      'business_event_value_total{event="sale",unit="EUR"} 9.5',
    ]);
  });
});
