import type { JsonText } from './json-text';
import { isDigit } from './letters';
import { NamedPairs } from './named-pairs';
import { ObjectNames } from './object-names';
import { KeyReader } from './pair-key';
import type { PairKey } from './pair-key';
import { nameOf, secretAfter } from './pair-secret';
import { valueAfter } from './pair-value';
import type { PairValue } from './pair-value';
import { hasOAuth, hidesParameter, isOfAddress, isQueryKey } from './query-keys';
import type { KeyStrength } from './key-strength';
import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

const [COLON, EQUALS, SMALL_Z, OPEN, CLOSE] = [58, 61, 122, 123, 125];
const [PERCENT, BACKSLASH] = [37, 92];
/** Of full width, as Chinese and Japanese texts have them: `密码：x`. */
const [WIDE_COLON, WIDE_EQUALS] = [0xff1a, 0xff1d];
/** Bytes that JSON has as numbers: `{"type":"Buffer","data":[104,105]}`. */
const BUFFER = /"Buffer\\{0,15}",\\{0,15}"$/;
const BUFFER_LENGTH = 42;
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

/** JSON stays JSON: where a number or an object stood, a text stands. */
function quoteFor({ quote }: PairKey, { kind }: PairValue): string {
  return kind === 'quoted' || quote === ')' ? '' : quote;
}
