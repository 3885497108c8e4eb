import { keyBefore } from './pair-key';
import type { PairKey } from './pair-key';
import { encodedQuoted, valueAfter } from './pair-value';
import type { PairValue, ValueEnd } from './pair-value';
import { REDACTED } from './sensitive-keys';
import type { KeyStrength, SensitiveKeys } from './sensitive-keys';

/** Between a key and its value; in an address inside another one it is encoded, once or more. */
const SEPARATOR = /[=:]|%(?:25){0,3}3[AaDd]/g;
/** Headers whose value goes on to the end of the line: `Cookie: a=1; b=2`. */
const WHOLE_LINE = /authori[sz]ation|cookie/i;
/** Words after a colon that say something of a secret and are none. */
const NO_SECRET =
  /^(?:true|false|null|undefined|none|yes|no|missing|empty|unknown|required|invalid|expired)$/i;

const COLON = ':'.charCodeAt(0);
/** An object under such a key is looked into, not replaced. */
const OBJECT = /\s{0,8}[{(]/y;
/** `https%3A%2F%2F` of an address inside another one. */
const ENCODED_SLASHES = /%(?:25){0,3}2F%(?:25){0,3}2F/iy;
/** A port or a line number, where the key is a host or a file. */
const PLACE = /\d{1,5}(?!\d)/y;
const SOURCE_FILE = /\.[cm]?[jt]sx?$/;

/**
 * The text without the values of sensitive keys, however they are written: parameters of an address
 * or a form, JSON (also inside a string), headers, connection strings, `password: hunter2`.
 */
export function withoutPairs(text: string, keys: SensitiveKeys): string {
  let safe = '';
  let done = 0;
  for (let from = nextSeparator(text, 0); from > 0; from = nextSeparator(text, from)) {
    const key = isPlace(text, from) ? undefined : keyBefore(text, startOfSeparator(text, from));
    const strength = key ? keys.strengthOf(key.name) : 'none';
    if (!key || strength === 'none') continue;
    const value = secretAfter(text, from, key, strength);
    if (!value) continue;
    safe += text.slice(done, value.start) + written(key, value);
    done = value.end;
    from = Math.max(from, done);
  }
  return done === 0 ? text : safe + text.slice(done);
}

/** Where the next separator ends; 0 where none is left. */
function nextSeparator(text: string, from: number): number {
  SEPARATOR.lastIndex = from;
  return SEPARATOR.test(text) ? SEPARATOR.lastIndex : 0;
}

function startOfSeparator(text: string, end: number): number {
  const last = text.charAt(end - 1);
  return last === '=' || last === ':' ? end - 1 : text.lastIndexOf('%', end - 1);
}

/** `/app/main.ts:12:5`, of which each line of a stack trace has one: a number, and no key before it. */
function isPlace(text: string, from: number): boolean {
  if (text.charCodeAt(from - 1) !== COLON || !isDigit(text.charCodeAt(from))) return false;
  let start = from - 1;
  while (isDigit(text.charCodeAt(start - 1))) start -= 1;
  return start < from - 1 && text.charCodeAt(start - 1) === COLON;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The value to replace; undefined where there is none, or none that could be a secret. */
function secretAfter(
  text: string,
  from: number,
  key: PairKey,
  strength: KeyStrength,
): PairValue | undefined {
  const next = text.charAt(from);
  if (text.charAt(from - 1) === ':' && isNoSeparator(text, from, key)) return undefined;
  if (matches(ENCODED_SLASHES, text, from)) return undefined;
  // `=>`, `==` and `:=` are longer separators.
  const start = next === '=' || next === '>' ? from + 1 : from;
  if (strength === 'holder' && matches(OBJECT, text, start)) return undefined;
  const value =
    (isEncodedColon(text, from) && encodedQuoted(text, from)) ||
    valueAfter(text, start, endOf(key));
  if (value.end <= value.start || isSentence(text, start, key, strength, value)) return undefined;
  return value;
}

/** `%3A`, as JSON has it in a parameter. */
function isEncodedColon(text: string, end: number): boolean {
  return text.charAt(end - 1).toLowerCase() === 'a';
}

/** `://`, `::`, `host:8080` of an address and `file.ts:12`. */
function isNoSeparator(text: string, from: number, { before, name }: PairKey): boolean {
  if (text.charAt(from) === ':' || text.startsWith('//', from)) return true;
  return (before === '/' || SOURCE_FILE.test(name)) && matches(PLACE, text, from);
}

function endOf({ name, quote, before }: PairKey): ValueEnd {
  if (before === '?' || before === '&') return 'parameter';
  return quote === '' && WHOLE_LINE.test(name) ? 'line' : 'word';
}

/** "token: expired" and "auth: started" are sentences, "auth: 7431" may tell a secret. */
function isSentence(
  text: string,
  from: number,
  { quote }: PairKey,
  strength: KeyStrength,
  { kind, start, end }: PairValue,
): boolean {
  if (kind !== 'bare') return false;
  const word = text.slice(start, end);
  if (NO_SECRET.test(word)) return true;
  const isSpoken = strength !== 'strong' && quote === '' && start > from;
  return isSpoken && text.charAt(from - 1) === ':' && !/\d/.test(word);
}

/** JSON stays JSON: where a number or an object stood, a text stands. */
function written({ quote }: PairKey, { kind }: PairValue): string {
  const isWithin = kind === 'quoted' || quote === ')';
  return isWithin ? REDACTED : `${quote}${REDACTED}${quote}`;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
