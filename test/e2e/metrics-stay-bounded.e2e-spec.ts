import type { INestApplication } from '@nestjs/common';
import { createFatesApp } from '../support/fates-app';
import { flood } from '../support/metrics-flood';
import { heapInUse } from '../support/metrics-heap';
import { parseMetrics } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

const UNKNOWN_URLS = 50_000;
const IDS = 5000;
const TIME_LIMIT_MS = 90_000;
const ODD_METHODS = [
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'SEARCH',
  'REPORT',
  'PURGE',
];

const unknownUrls = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `GET /raw-${i}/${i * 7}?q=raw-${i}`);
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `GET /api/v1/fates/ok/raw-${i}`);
const oddMethods = ODD_METHODS.map((method) => `${method} /raw-method`);

describe.each(platforms)('the metrics of an app on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await createFatesApp(adapter(), { logs: { level: 'silent' } });
    base = await listen(app);
  });

  afterAll(() => app.close());

  it(
    'stay few and small, whatever addresses and methods clients make up',
    async () => {
      await flood(base, [...unknownUrls(2000), ...ids(500)]);
      const before = await measure(base);

      await flood(base, unknownUrls(UNKNOWN_URLS));
      await flood(base, ids(IDS));
      await flood(base, oddMethods);

      const after = await measure(base);
      expect(after.series - before.series).toBeLessThanOrEqual(50);
      expect(after.heap - before.heap).toBeLessThan(15);
      expect(after.page).not.toContain('raw');
      expect(after.unknown - before.unknown).toBe(UNKNOWN_URLS + ODD_METHODS.length);
      expect(after.known - before.known).toBe(IDS);
    },
    TIME_LIMIT_MS,
  );
});

interface Measured {
  readonly page: string;
  /** Of a histogram, its count stands for all its samples. */
  readonly series: number;
  /** Requests that no route matched, and those of the one route. */
  readonly unknown: number;
  readonly known: number;
  readonly heap: number;
}

async function measure(base: string): Promise<Measured> {
  const heap = await heapInUse();
  const page = await (await fetch(`${base}/metrics`)).text();
  const samples = parseMetrics(page).filter(({ name }) => !/_(bucket|sum)$/.test(name));
  const requestsOf = (route: string): number =>
    samples
      .filter(({ name }) => name === 'http_server_request_duration_seconds_count')
      .filter(({ labels }) => labels['http_route'] === route)
      .reduce((sum, { value }) => sum + value, 0);
  const [unknown, known] = [requestsOf('unknown'), requestsOf('/api/v1/fates/ok/:id')];
  return { page, series: samples.length, unknown, known, heap };
}
