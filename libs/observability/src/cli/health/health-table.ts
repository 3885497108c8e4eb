import { oneLine } from '../../core';
import type { HealthStatus } from '../../health';
import type { Paint } from '../terminal/colour';
import { drawGrid, roomBeside } from '../terminal/grid';
import type { Cell } from '../terminal/grid';
import { widthOf } from '../terminal/width';
import { wrap } from '../terminal/wrap';
import { detailsOf, LOOKS, messageOf, narrowRow, STATUS_WIDTH, timeOf, wideRow } from './check-row';
import type { HealthPage, ShownCheck } from './health-page';

/** How the table is drawn. */
export interface Drawing {
  /** The width of the terminal, in characters. */
  readonly columns: number;
  readonly paint: Paint;
}

/** From here on details have a column of their own; below, they stand under the message. */
const WIDE_COLUMNS = 120;
/** A column of text has that many at the least, however narrow the terminal is. */
const MIN_TEXT_LENGTH = 20;
/** What is longer goes on in the next line. */
const MAX_NAME_LENGTH = 24;
const GAP = '  ';

/** The page as a headline and a table of its checks. */
export function healthTable(page: HealthPage, drawing: Drawing): string[] {
  const { checks } = page;
  if (!checks) return [headline(page, drawing)];
  const rows = checks.length === 0 ? [] : ['', ...table(checks, drawing)];
  return [headline(page, drawing), ...rows, '', `${GAP}${summary(checks)}`];
}

function headline(page: HealthPage, { columns, paint }: Drawing): string {
  const [symbol, colour] = LOOKS[page.status];
  const title = `${symbol} ${page.status}`;
  const facts = [page.version, page.environment, page.timestamp];
  const about = facts.filter((fact) => fact !== undefined).map(oneLine);
  const room = Math.max(MIN_TEXT_LENGTH, columns - widthOf(title + GAP));
  const [line = ''] = wrap(about.join(' · '), room);
  return paint(colour, title) + (line === '' ? '' : GAP + paint('dim', line));
}

function table(checks: readonly ShownCheck[], { columns, paint }: Drawing): string[] {
  const isWide = columns >= WIDE_COLUMNS;
  const widths = isWide ? wideWidths(checks, columns) : narrowWidths(checks, columns);
  const titles = isWide
    ? ['CHECK', 'STATUS', '', 'TIME', 'MESSAGE', 'DETAILS']
    : ['CHECK', 'STATUS', 'TIME', 'MESSAGE'];
  const head = titles.map((text): Cell => [{ text, colour: 'dim' }]);
  const row = isWide ? wideRow : narrowRow;
  return drawGrid([head, ...checks.map((check) => row(check, widths))], widths, paint);
}

function narrowWidths(checks: readonly ShownCheck[], columns: number): number[] {
  const fixed = [nameWidth(checks), STATUS_WIDTH, timeWidth(checks)];
  return [...fixed, Math.max(MIN_TEXT_LENGTH, roomBeside(fixed, columns))];
}

/** Messages take what they need: up to half of the room, or what the details leave. */
function wideWidths(checks: readonly ShownCheck[], columns: number): number[] {
  const fixed = [nameWidth(checks), STATUS_WIDTH, 'critical'.length, timeWidth(checks)];
  const room = roomBeside(fixed, columns) - GAP.length;
  const details = widest('DETAILS', checks.map(detailsOf));
  const most = Math.max(Math.floor(room / 2), room - details);
  const message = Math.min(widest('MESSAGE', checks.map(messageOf)), most);
  return [...fixed, message, room - message];
}

function nameWidth(checks: readonly ShownCheck[]): number {
  return Math.min(
    MAX_NAME_LENGTH,
    widest(
      'CHECK',
      checks.map(({ name }) => oneLine(name)),
    ),
  );
}

function timeWidth(checks: readonly ShownCheck[]): number {
  return widest('TIME', checks.map(timeOf));
}

function widest(title: string, texts: readonly string[]): number {
  return Math.max(...[title, ...texts].map(widthOf));
}

function summary(checks: readonly ShownCheck[]): string {
  const statuses: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];
  const counts = statuses.map(
    (status) => `${checks.filter((check) => check.status === status).length} ${status}`,
  );
  return `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}: ${counts.join(', ')}`;
}
