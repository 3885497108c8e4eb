import { REDACTED } from './sensitive-keys';
import type { SensitiveKeys } from './sensitive-keys';

/** `--password hunter2`, as an error of a child process repeats it. */
const FLAG = /(--([\w-]{2,64}) {1,4})(?!-)(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g;
/** `<password>hunter2</password>`, with a namespace and attributes or without. */
const ELEMENT = /(<([\w:.-]{1,64})(?:\s[^<>]{0,256})?>)([^<]+)(?=<\/)/g;

/** The text without the values of sensitive flags of a command and elements of XML. */
export function withoutMarkedValues(text: string, keys: SensitiveKeys): string {
  const hide = (whole: string, mark: string, key: string): string =>
    keys.has(key) ? `${mark}${REDACTED}` : whole;
  const plain = text.includes('--') ? text.replaceAll(FLAG, hide) : text;
  return plain.includes('</') ? plain.replaceAll(ELEMENT, hide) : plain;
}
