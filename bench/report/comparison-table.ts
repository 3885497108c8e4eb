import { VARIANTS } from '../variants/table';
import type { FigureName } from './figures';
import type { Comparison, VariantSummary } from './summary';
import { renderTable } from './table';

interface FigureColumn {
  readonly heading: string;
  readonly figure: FigureName;
  readonly digits: number;
}

const COLUMNS: readonly FigureColumn[] = [
  { heading: 'hello µs', figure: 'hello', digits: 0 },
  { heading: 'users', figure: 'users', digits: 0 },
  { heading: 'orders', figure: 'orders', digits: 0 },
  { heading: 'fail', figure: 'fail', digits: 0 },
  { heading: '3 calls', figure: 'monitored', digits: 0 },
  { heading: '× 3 calls', figure: 'monitoredRatio', digits: 2 },
  { heading: 'rate ×', figure: 'rateRatio', digits: 2 },
  { heading: 'p50 ms', figure: 'p50', digits: 2 },
  { heading: 'p99 ms', figure: 'p99', digits: 1 },
  { heading: 'RSS MB', figure: 'rss', digits: 0 },
  { heading: 'start ms', figure: 'start', digits: 0 },
  { heading: 'scrape hold ms', figure: 'scrapeHold', digits: 1 },
  { heading: '+series', figure: 'unknownSeries', digits: 0 },
];

/** Renders one comparison: a line for each variant, medians over the rounds. */
export function comparisonTable({ variants }: Comparison): string[] {
  const measured = COLUMNS.filter(({ figure }) => variants.some(({ figures }) => figures[figure]));
  const rows = inOrder(variants).map((summary) => [
    titleOf(summary.variant),
    ratioText(summary),
    ...measured.map(({ figure, digits }) => summary.figures[figure]?.median.toFixed(digits) ?? ''),
  ]);
  const numbers = ['CPU × (lowest–highest)', ...measured.map(({ heading }) => heading)];
  return renderTable(
    [
      { heading: 'variant', align: 'left' },
      ...numbers.map((heading) => ({ heading, align: 'right' as const })),
    ],
    rows,
  );
}

/** How tables and charts call a variant. */
export function titleOf(name: string): string {
  return VARIANTS.find((variant) => variant.name === name)?.title ?? name;
}

/** In the order of the table of variants, not in that of the first round. */
export function inOrder(summaries: readonly VariantSummary[]): VariantSummary[] {
  const names = VARIANTS.map(({ name }) => name);
  return summaries.toSorted((a, b) => names.indexOf(a.variant) - names.indexOf(b.variant));
}

function ratioText({ figures: { ratio } }: VariantSummary): string {
  if (!ratio) return '';
  const { median, low, high } = ratio;
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
