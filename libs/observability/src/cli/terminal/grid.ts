import type { Colour, Paint } from './colour';
import { padTo } from './width';

/** A line of a cell; colours take no room, so they come last. */
export interface CellLine {
  readonly text: string;
  readonly colour?: Colour;
}

/** A cell may be higher than its neighbours. */
export type Cell = readonly CellLine[];

const INDENT = '  ';
const GAP = '  ';

/** The room that is left for text in a row whose other columns have these widths. */
export function roomBeside(widths: readonly number[], columns: number): number {
  return columns - INDENT.length - widths.reduce((sum, width) => sum + width + GAP.length, 0);
}

/** Draws rows of cells below each other, each column as wide as it is said. */
export function drawGrid(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  paint: Paint,
): string[] {
  return rows.flatMap((cells) => {
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => drawLine(cells, line, widths, paint));
  });
}

function drawLine(
  cells: readonly Cell[],
  line: number,
  widths: readonly number[],
  paint: Paint,
): string {
  const parts = cells.map((lines, column) => {
    const { text = '', colour } = lines[line] ?? {};
    const padding = padTo(widths[column] ?? 0, text).slice(text.length);
    return (colour && text !== '' ? paint(colour, text) : text) + padding;
  });
  return (INDENT + parts.join(GAP)).trimEnd();
}
