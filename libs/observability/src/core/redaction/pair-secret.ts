import { decodedText, PARAMETER_BREAK } from './decoded-text';
import type { PairKey } from './pair-key';
import { matchEnd, valueAfter } from './pair-value';
import type { PairValue, ValueGrammar } from './pair-value';
import { isNoSecret, isPlainFact } from './plain-facts';
import type { KeyStrength } from './key-strength';
import { endOfLineValue, endOfSetting, startOfLine } from './value-lines';

const [COLON, EQUALS] = [58, 61];
/** Headers whose value goes on to the end of the line: `Cookie: a=1; b=2`. */
const WHOLE_LINE = /authori[sz]ation$|cookie2?$/i;
/** An object under such a key is looked into, not replaced. */
const OBJECT = /\s{0,8}[{(]/y;
/** A value that another parameter follows. */
const FORM = /[^\s&]{0,1024}&(?:amp;)?[\w.%+[\]-]{1,64}=/y;
/** A port or a line number, where the key is a host or a file. */
const PLACE = /\d{1,5}(?!\d)/y;
/** Secrets of few digits, which no host is called by: `/login/pin:4711`. */
const PIN = /^(?:pin|otp|tan|cvv|cvc)$/i;
const SOURCE_FILE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|java|kts?|scala|groovy|go|py|rb|php|cs|fs|rs|swift|exs?|erl|cljs?|dart|lua|pl|c|cc|cpp|h|hpp|mm?|sql|sh)$/;
const TOKEN_KINDS = new Set('name punc operator string num keyword eof regexp atom'.split(' '));
const UNEXPECTED = /unexpected token: $/i;
const UNEXPECTED_LENGTH = 18;
const SPOKEN = /^[\p{L}\s.,;:()'"-]*$/u;
const CAPITAL_WITHIN = /\p{Ll}\p{Lu}/u;

/** The value to replace; undefined where there is none, or none that could be a secret. */
export function secretAfter(
  text: string,
  from: number,
  key: PairKey,
  strength: KeyStrength,
): PairValue | undefined {
  if (text.charCodeAt(from - 1) === COLON && isNoSeparator(text, from, key)) return undefined;
  // `=>`, `==` and `:=` are longer separators.
  const next = text.charAt(from);
  const start = next === '=' || next === '>' ? from + 1 : from;
  const isLookedInto = strength === 'holder' || strength === 'about';
  if (isLookedInto && isAt(OBJECT, text, start)) return undefined;
  const value = widened(text, start, key, valueAfter(text, start, grammarOf(text, key, start)));
  if (value.end <= value.start || isInnocent(text, start, key, strength, value)) return undefined;
  return value;
}

/** `://`, `::`, `host:8080` of an address and `file.ts:12`. */
function isNoSeparator(text: string, from: number, key: PairKey): boolean {
  if (text.charCodeAt(from) === COLON || text.startsWith('//', from)) return true;
  const name = text.slice(key.start, key.end);
  const isHost = key.before === '/' && !PIN.test(name);
  const isHostOrFile = isHost || SOURCE_FILE.test(nameOf(text, key));
  return isHostOrFile && isAt(PLACE, text, from);
}

function skipSpaces(text: string, from: number): number {
  let start = from;
  while (text.charAt(start) === ' ' || text.charAt(start) === '\t') start += 1;
  return start;
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  return matchEnd(pattern, text, at) > 0;
}

function isParameter({ before }: PairKey): boolean {
  return before === '?' || before === '&' || before === PARAMETER_BREAK;
}

/** The first pair of a text or line may be that of a form; one in a sentence is none. */
function grammarOf(text: string, key: PairKey, from: number): ValueGrammar {
  if (key.quote !== '') return 'json';
  if (isParameter(key)) return 'address';
  if (WHOLE_LINE.test(nameOf(text, key))) return 'line';
  const isFirst = key.before === '' || '\n"\'`'.includes(key.before);
  if (isFirst && isAt(FORM, text, from)) return 'form';
  const isSetting = isFirst || text.charCodeAt(from - 1) === EQUALS || startOfLine(text, key) >= 0;
  return isSetting ? 'setting' : 'prose';
}

/** A value of a connection string may have spaces, and one with a line of its own goes on to its end. */
function widened(text: string, from: number, key: PairKey, value: PairValue): PairValue {
  if (key.quote !== '' || isParameter(key)) return value;
  const isSetting = value.kind !== 'quoted' && text.charCodeAt(from - 1) === EQUALS;
  const setting = isSetting ? endOfSetting(text, key, value) : 0;
  const end = Math.max(setting, endOfLineValue(text, key, from, value));
  return end > value.end ? { start: skipSpaces(text, from), end, kind: 'bare' } : value;
}

/** "token: expired" and "auth: started" are sentences, "auth: 7431" may contain a secret. */
function isInnocent(
  text: string,
  from: number,
  { quote }: PairKey,
  strength: KeyStrength,
  { kind, start, end }: PairValue,
): boolean {
  if (kind === 'bracket') return false;
  const word = text.slice(start, end);
  if (strength === 'about' && isPlainFact(word)) return true;
  if (kind !== 'bare') return false;
  if (isNoSecret(word)) return true;
  if (isParserWord(text, start, end)) return true;
  const isSpoken = strength !== 'strong' && quote === '' && start > from;
  return isSpoken && text.charCodeAt(from - 1) === COLON && isOfSentence(word);
}

/** `Unexpected token: name (foo)`: a parser's word for a kind of token. */
function isParserWord(text: string, start: number, end: number): boolean {
  if (!TOKEN_KINDS.has(text.slice(start, end))) return false;
  return UNEXPECTED.test(text.slice(Math.max(0, start - UNEXPECTED_LENGTH), start));
}

/** Words as sentences have them; a password has a digit, a sign or capitals within. */
function isOfSentence(words: string): boolean {
  return SPOKEN.test(words) && !CAPITAL_WITHIN.test(words);
}

/** The name of a key, decoded. */
export function nameOf(text: string, { start, end }: PairKey): string {
  const name = text.slice(start, end);
  return /[%\\]/.test(name) ? (decodedText(name)?.text ?? name) : name;
}
