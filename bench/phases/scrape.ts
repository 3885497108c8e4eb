import { fetchMetricsPage } from './metrics-page';
import type { Session } from './session';

/** The longest hold of the event loop while the page is fetched a few times, in milliseconds. */
export async function measureScrape(session: Session): Promise<number | undefined> {
  if (!(await fetchMetricsPage(session))) return undefined;
  await session.server.ask('watch');
  for (let i = 0; i < session.settings.scrapes; i += 1) await fetchMetricsPage(session);
  const { holdMs } = await session.server.ask('unwatch');
  return holdMs;
}
