import { Warnings } from '../../libs/observability/src/core';
import { ExpositionWriter } from '../../libs/observability/src/signals/metrics/exposition/exposition-writer';
import type { ExpositionFormat } from '../../libs/observability/src/signals/metrics/exposition/exposition-writer';
import { SeriesGuard } from '../../libs/observability/src/signals/metrics/tables/series.guard';

/** A guard that warns nobody. */
export function quietGuard(limit = 1000): SeriesGuard {
  return new SeriesGuard(limit, new Warnings(() => undefined));
}

interface Writable {
  write(page: ExpositionWriter): Promise<void>;
}

/** The page of one table. */
export async function pageOf(
  table: Writable,
  format: ExpositionFormat = 'prometheus',
): Promise<string> {
  const page = new ExpositionWriter(format);
  await table.write(page);
  return (await page.end()).toString();
}
