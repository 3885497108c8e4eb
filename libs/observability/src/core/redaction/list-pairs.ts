import { decodedText } from './decoded-text';
import type { JsonText } from './json-text';
import { valueAfter } from './pair-value';
import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

/** `["password",`, `("password",` and what `util.inspect` makes of it. */
const NAME =
  /[[(]\s{0,64}(\\{0,15}["'])([\w.$ [\]%\\\u0080-\uffff-]{1,64})\1,\s{0,64}(?=\\{0,15}["'`\d])/g;

/** Behind a text that is no item of a list but the key of an object. */
const AFTER_KEY = /\\{0,15}["'`]\s{0,64}:/y;

/** Finds values in lists of a name and a value, another way to write an object: `["password","x"]`. */
export function findListPairs(
  text: string,
  json: JsonText,
  keys: SensitiveKeys,
  spans: Spans,
): void {
  NAME.lastIndex = 0;
  for (let match = NAME.exec(text); match; match = NAME.exec(text)) {
    const [, , written = ''] = match;
    const name = decodedText(written)?.text ?? written;
    if (keys.strengthOf(name) === 'none') continue;
    const { start, end, kind } = valueAfter(json.upToEnd(NAME.lastIndex), NAME.lastIndex, 'prose');
    if (kind === 'quoted' && isKey(text, end)) continue;
    if (!keys.hides(name, text.slice(start, end))) continue;
    spans.add(start, end);
    NAME.lastIndex = Math.max(NAME.lastIndex, end);
  }
}

function isKey(text: string, end: number): boolean {
  AFTER_KEY.lastIndex = end;
  return AFTER_KEY.test(text);
}
