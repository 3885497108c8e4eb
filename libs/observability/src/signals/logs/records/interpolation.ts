import { format } from 'node:util';
import { isError, messageOf } from '../../../core';
import type { Redactor } from '../../../core';

const PLACEHOLDER = /%[sdifjoO%]/g;
const NUMERIC = new Set(['%d', '%i', '%f']);

/** A text, and how many of the values stand in it. */
export interface Interpolated {
  readonly text: string;
  readonly used: number;
}

/**
 * Puts values into the places of a text, as pino, winston and Node.js do: `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O`.
 * Without values the text stays as it is; so does a place for a number where the value is none. Secrets are
 * looked for in the finished text: `?token=%s` has none, what comes out of it has.
 */
export function interpolate(
  template: string,
  values: readonly unknown[],
  redactor: Redactor,
): Interpolated {
  if (values.length === 0 || !template.includes('%')) {
    return { text: redactor.text(template), used: 0 };
  }
  let used = 0;
  const text = template.replace(PLACEHOLDER, (place) => {
    if (place === '%%') return used > 0 ? '%' : place;
    if (used >= values.length || !fits(place, values[used])) return place;
    used += 1;
    return written(place, values[used - 1], redactor);
  });
  return { text: redactor.text(text), used };
}

function fits(place: string, value: unknown): boolean {
  if (!NUMERIC.has(place) || typeof value === 'bigint') return true;
  const isText = typeof value === 'string' && value !== '';
  return (isText || typeof value === 'number') && !Number.isNaN(Number(value));
}

/** The stack of an error is written as the exception of the line. */
function written(place: string, value: unknown, redactor: Redactor): string {
  if (isError(value)) return redactor.errorTexts(value).message || messageOf(value);
  const safe = redactor.value(value);
  // Node.js would leave out what is nested; nothing that was logged goes.
  return format(place === '%s' && typeof safe === 'object' ? '%j' : place, safe);
}
