import { SCRAPE_TOKEN } from '../harness/server';
import type { Session } from './session';

/** The page that Prometheus reads. */
export interface MetricsPage {
  /** Of HTTP metrics only: those of the process come and go by themselves. */
  readonly series: number;
  readonly bytes: number;
  /** How long the answer took, in milliseconds. */
  readonly tookMs: number;
}

/** Fetches the metrics page; undefined when the variant has none. */
export async function fetchMetricsPage({ server }: Session): Promise<MetricsPage | undefined> {
  const begin = performance.now();
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`, {
    headers: { authorization: `Bearer ${SCRAPE_TOKEN}` },
  });
  const text = await response.text();
  if (!response.ok) return undefined;
  const series = text.split('\n').filter((line) => line.startsWith('http')).length;
  return { series, bytes: text.length, tookMs: performance.now() - begin };
}
