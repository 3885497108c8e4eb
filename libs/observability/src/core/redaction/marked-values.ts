import { endOfBare, isAfterValue } from './bare-value';
import type { JsonText } from './json-text';
import { isWordCharacter } from './letters';
import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

/**
 * `--password hunter2`, as an error of a child process repeats it. Behind more blanks one word counts
 * that ends its line or stands before another flag: a list of flags has its explanations there.
 */
const FLAG =
  /(?<![\w-])--?([A-Za-z][\w.-]{1,63})(?:[ \t]{1,4}|[ \t]{5,64}(?=\S{1,256}[ \t]{0,64}(?:$|[\r\n]|-)))(?![-\s])/g;
/** `-u name:password`, as curl takes it. */
const USER_FLAG =
  /(?<![\w-])(?:-[uU]|--(?:proxy-)?user)(?: {1,4}|=)(\\{0,7}["']|)[^\s:"'\\]{0,128}:/g;
/** `-H 'X-Api-Key: x'`, as curl takes it. */
const HEADER_FLAG = /(?<![\w-])(?:-H|--header)(?: {1,4}|=)(\\{0,7}["'])([\w-]{1,64}): {0,4}/g;
/** `<password>hunter2</password>`, with a namespace and attributes or without. */
const ELEMENT = /<([A-Za-z_][\w:.-]{0,63})(?:\s[^<>]{0,256})?>(?=[^<]|<!\[CDATA\[)/g;
const CLOSING_TAG = /<\/([\w:.-]{1,64})/g;
const SHELL_QUOTE = String.raw`'\''`;
/** A quote, with the backslashes that it has in JSON. */
const QUOTE = /\\{0,7}["']/y;

/** Finds the values of a command's sensitive flags, and of elements of XML. */
export function findMarkedValues(
  text: string,
  json: JsonText,
  keys: SensitiveKeys,
  spans: Spans,
): void {
  if (text.includes('-')) findFlags(text, json, keys, spans);
  if (text.includes('</') || text.includes('<!')) findElements(text, json, keys, spans);
}

function findFlags(text: string, json: JsonText, keys: SensitiveKeys, spans: Spans): void {
  for (const [, name = ''] of matchesOf(FLAG, text)) {
    if (keys.strengthOf(name) === 'none') continue;
    const end = endOfArgumentAt(json.upToEnd(FLAG.lastIndex), FLAG.lastIndex);
    if (keys.hides(name, text.slice(FLAG.lastIndex, end))) addUpTo(end, FLAG, spans);
  }
  for (const [, quote = ''] of matchesOf(USER_FLAG, text)) {
    addUpTo(
      endOfArgument(json.upToEnd(USER_FLAG.lastIndex), USER_FLAG.lastIndex, quote),
      USER_FLAG,
      spans,
    );
  }
  for (const [, quote = '', name = ''] of matchesOf(HEADER_FLAG, text)) {
    if (!keys.mayHideHeader(name)) continue;
    const end = endOfArgument(json.upToEnd(HEADER_FLAG.lastIndex), HEADER_FLAG.lastIndex, quote);
    const value = text.slice(HEADER_FLAG.lastIndex, end);
    if (keys.hidesHeader(name, value)) addUpTo(end, HEADER_FLAG, spans);
  }
}

/** The matches one by one; the search goes on where the pattern's `lastIndex` then stands. */
function* matchesOf(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) yield match;
}

/** Adds what stands between the match and the place, and has the search go on there. */
function addUpTo(end: number, pattern: RegExp, spans: Spans): void {
  spans.add(pattern.lastIndex, end);
  pattern.lastIndex = Math.max(pattern.lastIndex, end);
}

/** A value in quotes with all that a shell puts together with it, or a bare one. */
export function endOfArgumentAt(text: string, start: number): number {
  QUOTE.lastIndex = start;
  const quote = QUOTE.exec(text)?.[0];
  if (quote === undefined) return endOfBare(text, start, start);
  const end = endOfArgument(text, start + quote.length, quote);
  return Math.min(text.length, end + quote.length);
}

/** Where the quote stands that closes an argument: nothing of it follows. Without a quote, where the word ends. */
function endOfArgument(text: string, start: number, quote: string): number {
  if (quote === '') return endOfBare(text, start, start);
  const backslashes = quote.length - 1;
  let at = text.indexOf(quote, start);
  while (at >= 0) {
    const skipped = lengthOfInner(text, at + backslashes, backslashes > 0);
    if (skipped === 0) return at;
    at = text.indexOf(quote, at + backslashes + skipped);
  }
  return text.length;
}

/** How long a quote is that closes no argument: `'a'\''b'`, `"a\"b"` and `'a''b'` are one; 0 for one that does. */
function lengthOfInner(text: string, at: number, isEscaped: boolean): number {
  if (isEscaped) return isAfterValue(text, at + 1) ? 0 : 1;
  if (text.startsWith(SHELL_QUOTE, at)) return SHELL_QUOTE.length;
  if (text.charAt(at) === '"' && text.charAt(at - 1) === '\\') return 1;
  const next = text.charAt(at + 1);
  if (next === '"' || next === "'") return 2;
  return isAfterValue(text, at + 1) ? 0 : 1;
}

/**
 * What stands between the tags, with whatever stands in it. An element that was cut ends with the text;
 * `Repository<Token>` is none.
 */
function findElements(text: string, json: JsonText, keys: SensitiveKeys, spans: Spans): void {
  const tags = new ClosingTags(text);
  for (const { 0: tag, 1: whole = '', index } of matchesOf(ELEMENT, text)) {
    const name = whole.slice(whole.lastIndexOf(':') + 1);
    if (tag.endsWith('/>') || keys.strengthOf(name) === 'none') continue;
    if (json.separates(index + 1, ELEMENT.lastIndex)) continue;
    const limit = json.upToEnd(ELEMENT.lastIndex).length;
    const closing = tags.after(ELEMENT.lastIndex, whole);
    const isClosed = closing >= 0 && closing < limit;
    if (!isClosed && isWordCharacter(text.charCodeAt(index - 1))) continue;
    const end = isClosed ? closing : limit;
    if (keys.hides(name, text.slice(ELEMENT.lastIndex, end))) addUpTo(end, ELEMENT, spans);
  }
}

/** Where elements end, found in one pass: of most tags that only look like one no end is there to be searched for. */
class ClosingTags {
  private last: ReadonlyMap<string, number> | undefined;

  constructor(private readonly text: string) {}

  /** @returns where the next closing tag of the name begins; -1 where none follows */
  after(at: number, name: string): number {
    this.last ??= this.lastOfEach();
    const isNone = (this.last.get(name) ?? -1) < at;
    return isNone ? -1 : this.text.indexOf(`</${name}`, at);
  }

  private lastOfEach(): ReadonlyMap<string, number> {
    const tags = this.text.matchAll(CLOSING_TAG);
    return new Map(Array.from(tags, ({ 1: name = '', index }) => [name, index]));
  }
}
