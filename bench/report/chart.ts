import { inOrder, titleOf } from './comparison-table';
import type { Comparison, Spread, VariantSummary } from './summary';

const WIDTH = 760;
const TOP = 58;
const ROW = 26;
const BAR = 14;
/** Where bars begin; the names stand left of it. */
const LEFT = 230;
/** Room for the number behind the longest bar. */
const RIGHT = 70;

/** Paper of its own, so that it reads on any page; dark where the reader has dark pages. */
const STYLE = `
  .paper { fill: #f6f8fa; }
  text { font: 13px system-ui, sans-serif; fill: #3d444d; }
  .title { font-weight: 600; font-size: 15px; }
  .note { fill: #59636e; font-size: 12px; }
  .number { font-variant-numeric: tabular-nums; }
  .other { fill: #9aa4af; }
  .ours { fill: #1f883d; }
  .bare { stroke: #59636e; stroke-dasharray: 3 3; }
  .spread { stroke: #3d444d; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #151b23; }
    text { fill: #d1d7e0; }
    .note { fill: #9198a1; }
    .other { fill: #656c76; }
    .ours { fill: #2ea043; }
    .bare { stroke: #9198a1; }
    .spread { stroke: #d1d7e0; }
  }`;

interface Bar {
  readonly name: string;
  readonly isOurs: boolean;
  readonly ratio: Spread;
}

/** Draws the CPU ratios of one comparison as horizontal bars. @returns an SVG */
export function renderChart(comparison: Comparison): string {
  const bars = inOrder(comparison.variants).flatMap(barOf);
  const longest = Math.max(1, ...bars.map(({ ratio }) => ratio.high));
  const height = TOP + bars.length * ROW + 10;
  const x = (ratio: number): number => round(LEFT + (ratio / longest) * (WIDTH - LEFT - RIGHT));
  const bare = `<line class="bare" x1="${x(1)}" x2="${x(1)}" y1="${TOP - 8}" y2="${height - 6}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" ` +
      `viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${titleText(comparison)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}" rx="6"/>`,
    `<text class="title" x="10" y="22">${titleText(comparison)}</text>`,
    `<text class="note" x="10" y="41">${noteText(comparison)}</text>`,
    bare,
    ...bars.map((bar, i) => renderBar(bar, TOP + i * ROW, x)),
    '</svg>',
    '',
  ].join('\n');
}

/** The name of the chart's file. */
export function chartName({ platform, node }: Comparison): string {
  return `bench-${platform}-node${node}.svg`;
}

function barOf({ variant, figures: { ratio } }: VariantSummary): Bar[] {
  if (!ratio) return [];
  return [{ name: titleOf(variant), isOurs: variant.startsWith('ours-'), ratio }];
}

function renderBar(
  { name, isOurs, ratio: { median, low, high } }: Bar,
  top: number,
  x: (ratio: number) => number,
): string {
  const middle = top + BAR / 2;
  const baseline = middle + 4.5;
  return [
    `<text x="${LEFT - 10}" y="${baseline}" text-anchor="end">${escapeXml(name)}</text>`,
    `<rect class="${isOurs ? 'ours' : 'other'}" x="${LEFT}" y="${top}" ` +
      `width="${round(x(median) - LEFT)}" height="${BAR}" rx="2"/>`,
    `<line class="spread" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`,
    `<text class="number" x="${x(high) + 8}" y="${baseline}">× ${median.toFixed(2)}</text>`,
  ].join('\n');
}

function titleText({ platform, node }: Comparison): string {
  const name = platform === 'express' ? 'Express' : 'Fastify';
  return `CPU of a request against bare Nest: ${name}, Node ${node}`;
}

function noteText({ rounds }: Comparison): string {
  return (
    'Geometric mean of GET /hello, GET /users/:id and POST /orders; ' +
    `median and range of ${rounds} rounds. Lower is better.`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
