import { MetricsRegistry, MetricsService } from 'nestjs-observability';
import { Histogram, Registry } from 'prom-client';
import { LoopWatch } from '../app/loop-watch';
import { median } from '../report/statistics';
import { startApp } from './library';
import type { Row } from './subject';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Buckets, the one beyond the last, sum and count. */
const LINES_OF_HISTOGRAM = BUCKETS.length + 3;
const SIZES = [1_000, 10_000, 100_000];
const LABELS = ['method', 'route', 'status'];
const REPEATS = 7;

type Labels = Record<string, string>;

/** The page of Prometheus with many series (lines): its time, and how long it holds the event loop. */
export async function scrape(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    rows.push(await measurePage('prom-client', size, promPage(size)));
    rows.push(await measurePage('ours', size, await ourPage(size)));
  }
  return rows;
}

async function measurePage(name: string, size: number, page: () => Promise<unknown>): Promise<Row> {
  const times: number[] = [];
  const holds: number[] = [];
  await page();
  for (let i = 0; i < REPEATS; i += 1) {
    const watch = new LoopWatch();
    watch.start();
    const begin = performance.now();
    await page();
    times.push(performance.now() - begin);
    holds.push(watch.stop());
  }
  return {
    group: `scrape of ${size} series`,
    name,
    nanoseconds: median(times) * 1e6,
    holdMs: median(holds),
  };
}

function promPage(size: number): () => Promise<string> {
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'duration_seconds',
    help: 'Durations',
    labelNames: LABELS,
    buckets: BUCKETS,
    registers: [registry],
  });
  for (const labels of combinations(size)) histogram.observe(labels, 0.012);
  return () => registry.metrics();
}

async function ourPage(size: number): Promise<() => Promise<unknown>> {
  const app = await startApp({ metrics: { seriesLimit: 1_000_000 } });
  const histogram = app.get(MetricsService).histogram({
    name: 'duration_seconds',
    help: 'Durations',
    labels: LABELS,
    buckets: BUCKETS,
  });
  for (const labels of combinations(size)) histogram.record(0.012, labels);
  const registry = app.get(MetricsRegistry);
  return () => registry.exposition();
}

function combinations(size: number): Labels[] {
  return Array.from({ length: Math.round(size / LINES_OF_HISTOGRAM) }, (_, i) => ({
    method: 'GET',
    route: `/resources/${i}/:id`,
    status: '200',
  }));
}
