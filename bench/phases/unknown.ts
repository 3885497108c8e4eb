import type { UnknownFigure } from '../harness/run';
import { unknownRequests } from '../load/requests';
import { saturate } from '../load/saturate';
import { fetchMetricsPage } from './metrics-page';
import type { Session } from './session';

/** What a scan over paths that do not exist leaves in the metrics; undefined without metrics. */
export async function measureUnknown(session: Session): Promise<UnknownFigure | undefined> {
  const { pool, settings } = session;
  // Once before, so that the series of an unknown route and of the page itself are there.
  await saturate(pool, unknownRequests(1));
  await fetchMetricsPage(session);
  const before = await fetchMetricsPage(session);
  if (!before) return undefined;
  await saturate(pool, unknownRequests(settings.unknownRequests));
  const after = await fetchMetricsPage(session);
  if (!after) return undefined;
  return {
    addedSeries: after.series - before.series,
    pageBytes: after.bytes,
    scrapeMs: after.tookMs,
  };
}
