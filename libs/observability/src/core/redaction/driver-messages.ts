import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

/** PostgreSQL repeats a row that breaks a rule of its table, without the names of its columns. */
const FAILING_ROW = /Failing row contains \(/g;
/** MySQL repeats the value and names the key that it breaks. */
const DUPLICATE_ENTRY = /Duplicate entry '([^'\n]{0,1024})' for key '([^'\n]{1,128})'/g;

/** Finds values that database servers repeat in their complaints. */
export function findRowValues(text: string, keys: SensitiveKeys, spans: Spans): void {
  if (text.includes('Failing row')) {
    FAILING_ROW.lastIndex = 0;
    while (FAILING_ROW.test(text)) spans.add(FAILING_ROW.lastIndex, endOfRow(text));
  }
  if (!text.includes('Duplicate entry')) return;
  for (const { index, 1: value = '', 2: key = '' } of text.matchAll(DUPLICATE_ENTRY)) {
    const start = index + "Duplicate entry '".length;
    if (keys.has(columnOf(key))) spans.add(start, start + value.length);
  }
}

/** The last bracket of the line; the search goes on behind it. */
function endOfRow(text: string): number {
  const start = FAILING_ROW.lastIndex;
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline < 0 ? text.length : newline);
  FAILING_ROW.lastIndex = start + line.length;
  return start + Math.max(line.lastIndexOf(')'), 0) || start + line.length;
}

/** `users.token_UNIQUE` and `uq_users_token` end with more than the column. */
function columnOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1).replace(/_(?:unique|key|idx|index)$/i, '');
}
