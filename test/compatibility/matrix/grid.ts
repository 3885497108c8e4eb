import type { Outcome } from './outcome';

/** A table of outcomes. */
export interface Grid {
  /** The titles of the columns: those of the heads, of the outcomes, of the notes. */
  readonly titles: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly heads: readonly string[];
  /** By package manager; none where nothing was tried. */
  readonly outcomes: readonly (readonly Outcome[])[];
  /** What stands behind the outcomes. */
  readonly notes?: readonly string[];
}

type Paint = (text: string, outcome: Outcome) => string;

const GLYPHS = { passed: '✓', failed: '✗', impossible: '–' };
const COLOURS = { passed: 32, failed: 31, impossible: 2 };

/** Why outcomes were impossible, each once, in the order of the table; their letters are a, b, c … */
export function reasonsIn(grids: readonly Grid[]): string[] {
  const outcomes = grids.flatMap(({ rows }) => rows.flatMap((row) => row.outcomes.flat()));
  return [...new Set(outcomes.flatMap((one) => (one.kind === 'impossible' ? [one.reason] : [])))];
}

/** For a terminal: aligned, in colour where that is wanted. */
export function toTerminal(grid: Grid, reasons: readonly string[], isColoured: boolean): string {
  const lines = [grid.titles, ...grid.rows.map((row) => textsOf(row, reasons, (text) => text))];
  const widths = grid.titles.map((_title, at) =>
    Math.max(...lines.map((line) => line[at]!.length)),
  );
  const paint: Paint = (text, { kind }) =>
    isColoured ? `\u001b[${COLOURS[kind]}m${text}\u001b[0m` : text;
  const painted = grid.rows.map((row) => textsOf(row, reasons, paint));
  return [grid.titles, ...painted]
    .map((line, row) =>
      line.map((text, at) => text + ' '.repeat(widths[at]! - lines[row]![at]!.length)).join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** For a page in Markdown. */
export function toMarkdown(grid: Grid, reasons: readonly string[]): string {
  const rows = grid.rows.map((row) => rowOf(textsOf(row, reasons, (text) => text)));
  return rowOf(grid.titles) + rowOf(grid.titles.map(() => '---')) + rows.join('');
}

function rowOf(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |\n`;
}

function textsOf(
  { heads, outcomes, notes = [] }: Row,
  reasons: readonly string[],
  paint: Paint,
): string[] {
  return [...heads, ...outcomes.map((some) => textOf(some, reasons, paint)), ...notes];
}

/** One mark where all say the same, else one for each. */
function textOf(outcomes: readonly Outcome[], reasons: readonly string[], paint: Paint): string {
  const marks = outcomes.map((one) => [markOf(one, reasons), one] as const);
  const isSame = marks.every(([mark]) => mark === marks[0]?.[0]);
  return (isSame ? marks.slice(0, 1) : marks).map(([mark, one]) => paint(mark, one)).join(' ');
}

function markOf(outcome: Outcome, reasons: readonly string[]): string {
  if (outcome.kind !== 'impossible') return GLYPHS[outcome.kind];
  return `${GLYPHS.impossible} ${letterOf(reasons.indexOf(outcome.reason))}`;
}

/** a, b … z, then aa, ab … */
export function letterOf(index: number): string {
  const last = String.fromCodePoint(97 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
