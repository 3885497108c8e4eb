import { Warnings } from '../../../core';
import { ExpositionWriter } from '../exposition/exposition-writer';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { SeriesGuard } from '../tables/series.guard';

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
