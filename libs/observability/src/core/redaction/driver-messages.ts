import { REDACTED } from './sensitive-keys';
import type { SensitiveKeys } from './sensitive-keys';

/** PostgreSQL repeats a row that breaks a rule of its table, without the names of its columns. */
const FAILING_ROW = /(Failing row contains )\([^\n]*\)/g;
/** MySQL repeats the value and names the key that it breaks. */
const DUPLICATE_ENTRY = /(Duplicate entry )'[^'\n]{0,1024}'( for key '([^'\n]{1,128})')/g;

/** The text without values that database servers repeat in their complaints. */
export function withoutRowValues(text: string, keys: SensitiveKeys): string {
  const plain = text.includes('Failing row')
    ? text.replaceAll(FAILING_ROW, `$1(${REDACTED})`)
    : text;
  if (!plain.includes('Duplicate entry')) return plain;
  return plain.replaceAll(DUPLICATE_ENTRY, (whole, start: string, end: string, key: string) =>
    keys.has(columnOf(key)) ? `${start}'${REDACTED}'${end}` : whole,
  );
}

/** `users.token_UNIQUE` and `uq_users_token` end with more than the column. */
function columnOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1).replace(/_(?:unique|key|idx|index)$/i, '');
}
