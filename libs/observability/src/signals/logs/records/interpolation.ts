import { format } from 'node:util';
import { isError, messageOf } from '../../../core';
import type { Redactor } from '../../../core';

const PLACEHOLDER = /%[sdifjoO%]/g;
const NUMERIC = new Set(['%d', '%i', '%f']);

/** A text, and how many of the values it contains. */
export interface Interpolated {
  readonly text: string;
  readonly used: number;
}

/**
 * Replaces the placeholders of a text, as pino, winston and Node.js do: `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O`.
 * Without values the text is unchanged; so is a numeric placeholder if the value is not a number. The finished
 * text is redacted: `?token=%s` has no secret, its result has.
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
  const text = template.replace(PLACEHOLDER, (placeholder) => {
    if (placeholder === '%%') return used > 0 ? '%' : placeholder;
    if (used >= values.length || !fits(placeholder, values[used])) return placeholder;
    used += 1;
    return written(placeholder, values[used - 1], redactor);
  });
  return { text: redactor.text(text), used };
}

function fits(placeholder: string, value: unknown): boolean {
  if (!NUMERIC.has(placeholder) || typeof value === 'bigint') return true;
  const isText = typeof value === 'string' && value !== '';
  return (isText || typeof value === 'number') && !Number.isNaN(Number(value));
}

/** The stack of an error is written as the exception of the line. */
function written(placeholder: string, value: unknown, redactor: Redactor): string {
  if (isError(value)) return redactor.errorTexts(value).message || messageOf(value);
  const safe = redactor.value(value);
  // Node.js would omit nested values; here nothing that was logged is dropped.
  return format(placeholder === '%s' && typeof safe === 'object' ? '%j' : placeholder, safe);
}
