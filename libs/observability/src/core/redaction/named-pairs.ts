import { decodedText } from './decoded-text';
import type { JsonText } from './json-text';
import { isNameKey, isValueKey, mayEndNameKey } from './named-values';
import type { PairKey } from './pair-key';
import { matchEnd, valueAfter } from './pair-value';
import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

const MAX_KEY_LENGTH = 24;
/** A name as it stands behind its separator, with its quotes and their backslashes or without. */
const NAME = /[ \t]{0,8}\\{0,15}["']?([\w.$ [\]%\\\u0080-\uffff-]{1,64})/y;
/** From a name to its value, and back, within one object or element. */
const MAX_DISTANCE = 256;
/** The headers of a part of a form, and the empty line behind them; line breaks may be escaped. */
const PART_HEADERS = /"(?:(?!(?:\r?\n|(?:\\r)?\\n){2})[^]){0,256}(?:\r?\n|(?:\\r)?\\n){2}/y;
const PART_END = /(?:\r?\n|(?:\\r)?\\n)--/g;
const TAG_END = /\\{0,15}["'](?:(?!\bvalue=)[^<>]){0,64}>/y;
const EQUALS = 61;

/**
 * Finds values whose name is a value itself: `{"name":"password","value":"x"}`, as HTTP archives have
 * it, `<input name="password" value="x">`, `<entry key="password">x</entry>`, and the parts of a
 * form, `name="password"` with the value two lines below.
 */
export class NamedPairs {
  /** Where the last secret's name ends. */
  private nameEnd = -1;
  /** Where the last value without a name begins. */
  private valueStart = -1;

  constructor(
    private readonly text: string,
    private readonly json: JsonText,
    private readonly keys: SensitiveKeys,
    private readonly spans: Spans,
  ) {}

  /** Takes notice of one pair. @returns where to go on reading */
  read({ start, end }: PairKey, from: number): number {
    if (end - start > MAX_KEY_LENGTH || !mayEndNameKey(this.text.charCodeAt(end - 1))) return from;
    const key = this.text.slice(start, end);
    const word = key.slice(key.lastIndexOf(' ') + 1);
    if (isNameKey(word)) return this.readName(from);
    return isValueKey(word) ? this.readValue(from) : from;
  }

  private readName(from: number): number {
    const { text, json, keys, spans, valueStart } = this;
    NAME.lastIndex = from;
    const written = NAME.exec(text)?.[1] ?? '';
    const name = decodedText(written)?.text ?? written;
    const end = NAME.lastIndex;
    const isSecret = keys.has(name);
    this.nameEnd = isSecret ? end : -1;
    this.valueStart = -1;
    if (!isSecret) return from;
    if (valueStart >= 0) {
      const until = json.upToEnd(valueStart).slice(0, end);
      const value = valueAfter(until, valueStart, 'prose');
      if (this.isTogether(value.end, from) && !json.separates(end, valueStart)) {
        spans.add(value.start, value.end);
      }
    }
    return (text.charCodeAt(from - 1) === EQUALS && this.readBelow(end)) || end;
  }

  private readValue(from: number): number {
    const { json, spans, nameEnd } = this;
    this.valueStart = from;
    if (nameEnd < 0 || !this.isTogether(nameEnd, from)) return from;
    if (json.separates(nameEnd, from)) return from;
    const value = valueAfter(json.upToEnd(from), from, 'prose');
    spans.add(value.start, value.end);
    this.nameEnd = -1;
    return value.end;
  }

  /** Nothing begins or ends between the two. */
  private isTogether(end: number, start: number): boolean {
    return start - end <= MAX_DISTANCE && !/[{}<>]/.test(this.text.slice(end, start));
  }

  /** The value that stands below its name or inside its element. @returns its end; 0 where there is none */
  private readBelow(at: number): number {
    const text = this.json.upToEnd(at);
    const isPart = text.slice(Math.max(0, at - MAX_DISTANCE), at).includes('form-data');
    const part = isPart ? matchEnd(PART_HEADERS, text, at) : 0;
    if (part > 0) {
      PART_END.lastIndex = part;
      return this.add(part, PART_END.exec(text)?.index ?? text.length);
    }
    const inside = matchEnd(TAG_END, text, at);
    if (inside === 0 || text.charAt(inside - 2) === '/') return 0;
    const tag = text.indexOf('<', inside);
    return this.add(inside, tag < 0 ? text.length : tag);
  }

  private add(start: number, end: number): number {
    this.spans.add(start, end);
    return end;
  }
}
