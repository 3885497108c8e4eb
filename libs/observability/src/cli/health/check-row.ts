import { oneLine } from '../../core';
import type { HealthStatus } from '../../health';
import type { Colour } from '../terminal/colour';
import type { Cell } from '../terminal/grid';
import { widthOf } from '../terminal/width';
import { wrap } from '../terminal/wrap';
import type { ShownCheck } from './health-page';

/** How a status looks: with a symbol too, for readers who see no colours. */
export const LOOKS: Readonly<Record<HealthStatus, readonly [symbol: string, colour: Colour]>> = {
  healthy: ['✔', 'green'],
  degraded: ['▲', 'yellow'],
  unhealthy: ['✖', 'red'],
};

/** Room for the longest status. */
export const STATUS_WIDTH = widthOf('✖ unhealthy');
const CRITICAL = 'critical';

/** The cells of a check where there is room for all of its columns. */
export function wideRow(check: ShownCheck, widths: readonly number[]): Cell[] {
  const [name = 0, , , time = 0, message = 0, details = 0] = widths;
  return [
    nameCell(check, name),
    statusCell(check),
    [{ text: check.critical ? CRITICAL : '' }],
    timeCell(check, time),
    messageCell(check, message),
    detailsCell(check, details),
  ];
}

/** The cells of a check in a narrow terminal: what is less needed stands below. */
export function narrowRow(check: ShownCheck, widths: readonly number[]): Cell[] {
  const [name = 0, , time = 0, message = 0] = widths;
  const status = statusCell(check);
  return [
    nameCell(check, name),
    check.critical ? [...status, { text: `  ${CRITICAL}` }] : status,
    timeCell(check, time),
    [...messageCell(check, message), ...detailsCell(check, message)],
  ];
}

export function timeOf({ responseTimeMs }: ShownCheck): string {
  return responseTimeMs === undefined ? '' : `${responseTimeMs.toFixed(2)} ms`;
}

export function messageOf({ message }: ShownCheck): string {
  return oneLine(message);
}

export function detailsOf({ details }: ShownCheck): string {
  const pairs = Object.entries(details).map(([key, value]) => oneLine(`${key}=${value}`));
  return pairs.join(', ');
}

function nameCell({ name }: ShownCheck, width: number): Cell {
  return wrap(oneLine(name), width).map((text) => ({ text, colour: 'bold' }));
}

function statusCell({ status }: ShownCheck): Cell {
  const [symbol, colour] = LOOKS[status];
  return [{ text: `${symbol} ${status}`, colour }];
}

function timeCell(check: ShownCheck, width: number): Cell {
  return [{ text: timeOf(check).padStart(width) }];
}

function messageCell(check: ShownCheck, width: number): Cell {
  return wrap(messageOf(check), width).map((text) => ({ text }));
}

function detailsCell(check: ShownCheck, width: number): Cell {
  const details = detailsOf(check);
  return details === '' ? [] : wrap(details, width).map((text) => ({ text, colour: 'dim' }));
}
