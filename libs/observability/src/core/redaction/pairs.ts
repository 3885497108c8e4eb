import { decodedText, PARAMETER_BREAK } from './decoded-text';
import type { JsonText } from './json-text';
import { isDigit } from './letters';
import { NamedPairs } from './named-pairs';
import { ObjectNames } from './object-names';
import { KeyReader } from './pair-key';
import type { PairKey } from './pair-key';
import { matchEnd, valueAfter } from './pair-value';
import type { PairValue, ValueGrammar } from './pair-value';
import { isNoSecret, isPlainFact } from './plain-facts';
import { hasOAuth, hidesParameter, isOfAddress, isQueryKey } from './query-keys';
import type { KeyStrength, SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';
import { endOfLineValue, endOfSetting, startOfLine } from './value-lines';

const [COLON, EQUALS, SMALL_Z, OPEN, CLOSE] = [58, 61, 122, 123, 125];
const [PERCENT, BACKSLASH] = [37, 92];
/** Of full width, as Chinese and Japanese texts have them: `密码：x`. */
const [WIDE_COLON, WIDE_EQUALS] = [0xff1a, 0xff1d];
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
/** Bytes that JSON has as numbers: `{"type":"Buffer","data":[104,105]}`. */
const BUFFER = /"Buffer\\{0,15}",\\{0,15}"$/;
const BUFFER_LENGTH = 42;
const TOKEN_KINDS = new Set('name punc operator string num keyword eof regexp atom'.split(' '));
const UNEXPECTED = /unexpected token: $/i;
const UNEXPECTED_LENGTH = 18;
const SPOKEN = /^[\p{L}\s.,;:()'"-]*$/u;
const CAPITAL_WITHIN = /\p{Ll}\p{Lu}/u;
const MAX_WORD_LENGTH = 64;
/** `number`, `answer`: longer words say enough. */
const MAX_VAGUE_LENGTH = 8;

/**
 * Finds the values of sensitive keys in a text, however they are written: parameters of an address or
 * a form, JSON (also inside a string), headers, connection strings, YAML, `password: hunter2`.
 */
export function findPairs(text: string, json: JsonText, keys: SensitiveKeys, spans: Spans): void {
  new PairReader(text, json, keys, spans).read();
}

/** Reads a text once, from separator to separator. */
class PairReader {
  private readonly key: KeyReader;
  private readonly named: NamedPairs;
  private readonly objects: ObjectNames;
  /** Where the value of the last key begins. */
  private valueStart = -1;
  private isOfOAuth: boolean | undefined;

  constructor(
    private readonly text: string,
    private readonly json: JsonText,
    private readonly keys: SensitiveKeys,
    private readonly spans: Spans,
  ) {
    this.key = new KeyReader(text);
    this.objects = new ObjectNames(text, json, keys);
    this.named = new NamedPairs(text, json, keys, spans);
  }

  read(): void {
    const { text, objects } = this;
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      at += 1;
      if (code === EQUALS || code === COLON) at = this.readPair(at);
      else if (code > SMALL_Z) {
        if (code === OPEN) objects.open(at - 1, this.key, this.valueStart);
        else if (code === CLOSE) objects.close(at - 1);
        else if (code === WIDE_COLON || code === WIDE_EQUALS) at = this.readPair(at);
      }
    }
  }

  /** @param from the place behind the separator. @returns where to go on reading */
  private readPair(from: number): number {
    const { text, key } = this;
    if (isPlace(text, from) || !key.read(from - 1)) return from;
    this.valueStart = from;
    const strength = this.strength();
    if (strength === 'none') return Math.max(from, this.named.read(key, from));
    const value = secretAfter(this.json.upToEnd(from), from, key, strength);
    if (!value) return from;
    this.spans.add(value.start, value.end, quoteFor(key, value));
    return Math.max(from, value.end);
  }

  private strength(): KeyStrength {
    const { text, keys, key } = this;
    if (keys.mayHave(text, key.start, key.end) || isEncoded(text, key)) {
      const name = nameOf(text, key);
      const strength = keys.strengthOf(name);
      if (strength !== 'none') return strength;
      if (isCustomHeader(text, key) && keys.mayHideHeader(name)) return 'strong';
      if (isQueryKey(name) && isOfAddress(text, key)) return this.strengthInQuery(name);
    } else if (isBuffer(text, key)) return 'strong';
    return this.strengthBelow();
  }

  private strengthBelow(): KeyStrength {
    const { text, keys, key, objects } = this;
    if (key.end - key.start > MAX_VAGUE_LENGTH) return 'none';
    const parent = objects.parentAt(key.start);
    return parent === '' ? 'none' : keys.strengthBelow(parent, nameOf(text, key));
  }

  private strengthInQuery(name: string): KeyStrength {
    const from = this.key.end + 1;
    const text = this.json.upToEnd(from);
    const value = valueAfter(text, from, 'address');
    const given = text.slice(value.start, Math.min(value.end, value.start + MAX_WORD_LENGTH));
    const isSecret = hidesParameter(name, given, () => (this.isOfOAuth ??= hasOAuth(this.text)));
    return isSecret ? 'strong' : 'none';
  }
}

function nameOf(text: string, { start, end }: PairKey): string {
  const name = text.slice(start, end);
  return /[%\\]/.test(name) ? (decodedText(name)?.text ?? name) : name;
}

/** `%70assword`, `\\u0070assword`: what such a key is has to be decoded first. */
function isEncoded(text: string, { start, end }: PairKey): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === PERCENT || code === BACKSLASH) return true;
  }
  return false;
}

/** `X-Shop-Key` at the start of a line or a text, as headers are logged. */
function isCustomHeader(text: string, { start, before }: PairKey): boolean {
  const isX = text.startsWith('X-', start) || text.startsWith('x-', start);
  return isX && (before === '' || before === '\n');
}

function isBuffer(text: string, { start, end }: PairKey): boolean {
  if (end - start !== 4 || !text.startsWith('data', start)) return false;
  return BUFFER.test(text.slice(Math.max(0, start - BUFFER_LENGTH), start));
}

/** `/app/main.ts:12:5`, of which each line of a stack trace has one: a number, and no key before it. */
function isPlace(text: string, from: number): boolean {
  if (text.charCodeAt(from - 1) !== COLON || !isDigit(text.charCodeAt(from))) return false;
  let start = from - 1;
  while (isDigit(text.charCodeAt(start - 1))) start -= 1;
  return start < from - 1 && text.charCodeAt(start - 1) === COLON;
}

/** The value to replace; undefined where there is none, or none that could be a secret. */
function secretAfter(
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

/** JSON stays JSON: where a number or an object stood, a text stands. */
function quoteFor({ quote }: PairKey, { kind }: PairValue): string {
  return kind === 'quoted' || quote === ')' ? '' : quote;
}
