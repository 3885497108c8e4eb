import { jsonTokensOf } from './json-tokens';
import type { JsonToken, JsonTokens } from './json-tokens';
import { Spans } from './spans';
import type { Span } from './spans';

/** A part of a text. */
interface TextPart {
  readonly start: number;
  readonly end: number;
}

const ESCAPE = /[%\\&]/;
const ESCAPE_LENGTH = 2;
const UNICODE_LENGTH = 6;
const KEY_BEGIN = '----';
const ONLY_COMMA = /^\s{0,64},\s{0,64}$/;
const COLON = /\s{0,64}:/y;

/**
 * A text that may be JSON: then each of its texts is read for itself, and what is replaced leaves JSON
 * behind. Its tokens are read when something is found first, so that a harmless text pays nothing.
 */
export class JsonText {
  private tokens: JsonTokens | undefined | null = null;

  constructor(private readonly text: string) {}

  /** The text up to the end of the value at the place, beyond which no value of JSON goes on. */
  upToEnd(at: number): string {
    const { text } = this;
    const tokens = this.read();
    if (!tokens) return text;
    const leaf = leafAt(tokens, at);
    if (leaf && leaf.start < at)
      return text.slice(0, isClosed(text, leaf) ? leaf.end - 1 : leaf.end);
    const next = leaf ?? this.tokenFrom(tokens, at);
    return next ? text.slice(0, next.end) : text;
  }

  /** Where the text of JSON begins that the place is in; -1 where it is in none. */
  startOfText(at: number): number {
    const tokens = this.read();
    const leaf = tokens && leafAt(tokens, at);
    return leaf?.kind === 'text' && leaf.start < at ? leaf.start : -1;
  }

  /** How many objects of JSON are open at the place; undefined where the text is no JSON. */
  depthAt(at: number): number | undefined {
    const tokens = this.read();
    if (!tokens) return undefined;
    const around = [...tokens.brackets.values()].filter(({ start, end }) => start < at && at < end);
    return around.filter(({ start }) => this.text.charAt(start) === '{').length;
  }

  /** The texts in it that have an escape, each without its quotes; undefined where it is no JSON. */
  escapedTexts(): readonly TextPart[] | undefined {
    const { text } = this;
    return this.read()
      ?.leaves.filter(({ kind }) => kind === 'text')
      .map((leaf) => innerOf(text, leaf))
      .filter(({ start, end }) => ESCAPE.test(text.slice(start, end)));
  }

  /** Whether the text of JSON in which a name ends is another one than that in which its value begins. */
  separates(nameEnd: number, valueStart: number): boolean {
    const tokens = this.read();
    if (!tokens) return false;
    const name = leafAt(tokens, nameEnd - 1);
    const value = leafAt(tokens, valueStart);
    if (value && value.start < valueStart) return name !== value;
    return name !== undefined && nameEnd !== innerOf(this.text, name).end;
  }

  /** What was found as it can be replaced in JSON: within texts, and scalars and brackets as a whole. */
  fitted(found: Spans): Spans {
    const tokens = this.read();
    if (!tokens) return found;
    const fitted = new Spans();
    for (const span of found.sorted()) this.fit(tokens, span, fitted);
    return fitted;
  }

  private read(): JsonTokens | undefined {
    if (this.tokens === null) this.tokens = jsonTokensOf(this.text);
    return this.tokens;
  }

  private fit(tokens: JsonTokens, span: Span, fitted: Spans): void {
    const first = leafAt(tokens, span.start) ?? this.tokenFrom(tokens, span.start);
    if (!first || first.start >= span.end) return;
    this.addToken(first, span, fitted);
    if (span.end <= first.end) return;
    if (this.text.startsWith(KEY_BEGIN, span.start)) this.fitLines(tokens, first, span, fitted);
    else {
      // A pattern of the app may go over several values.
      for (const leaf of leavesIn(tokens, first.end, span.end)) this.addToken(leaf, span, fitted);
    }
  }

  /** A private key may be a list of lines. */
  private fitLines(tokens: JsonTokens, first: JsonToken, span: Span, fitted: Spans): void {
    let { end } = first;
    for (const line of leavesIn(tokens, end, span.end)) {
      const isNext = line.kind === 'text' && ONLY_COMMA.test(this.text.slice(end, line.start));
      if (!isNext || isKey(this.text, line)) return;
      this.addToken(line, span, fitted);
      ({ end } = line);
    }
  }

  private addToken(token: JsonToken, { start, end, quote }: Span, fitted: Spans): void {
    if (token.kind !== 'text') {
      fitted.add(token.start, token.end, '"');
      return;
    }
    const inner = innerOf(this.text, token);
    const from = startOfEscape(this.text, Math.max(start, inner.start), inner.start);
    const to = endOfEscape(this.text, Math.min(end, inner.end), inner);
    fitted.add(from, to, quote === '"' ? '' : quote);
  }

  /** The value that begins behind a mark and blanks. */
  private tokenFrom({ leaves, brackets }: JsonTokens, at: number): JsonToken | undefined {
    let start = at;
    while (start < this.text.length && ' \t\r\n:,'.includes(this.text.charAt(start))) start += 1;
    const leaf = leaves[indexFrom(leaves, start)];
    return brackets.get(start) ?? (leaf?.start === start ? leaf : undefined);
  }
}

/** Where the first leaf stands in the list that ends behind the place. */
function indexFrom(leaves: readonly JsonToken[], at: number): number {
  let [low, high] = [0, leaves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((leaves[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leafAt({ leaves }: JsonTokens, at: number): JsonToken | undefined {
  const leaf = leaves[indexFrom(leaves, at)];
  return leaf && leaf.start <= at ? leaf : undefined;
}

function leavesIn({ leaves }: JsonTokens, start: number, end: number): readonly JsonToken[] {
  const first = indexFrom(leaves, start);
  let last = first;
  while (last < leaves.length && (leaves[last]?.start ?? end) < end) last += 1;
  return leaves.slice(first, last);
}

function isKey(text: string, { end }: JsonToken): boolean {
  COLON.lastIndex = end;
  return COLON.test(text);
}

function isClosed(text: string, { start, end, kind }: JsonToken): boolean {
  return kind === 'text' && end - 1 > start && text.charAt(end - 1) === '"';
}

/** What stands between the quotes of a text. */
function innerOf(text: string, leaf: JsonToken): TextPart {
  return { start: leaf.start + 1, end: isClosed(text, leaf) ? leaf.end - 1 : leaf.end };
}

/** Where the escape begins that goes over the place; the place itself where none does. */
function startOfEscape(text: string, at: number, from: number): number {
  for (let start = at - 1; start >= from && at - start < UNICODE_LENGTH; start -= 1) {
    if (text.charAt(start) !== '\\') continue;
    let first = start;
    while (first > from && text.charAt(first - 1) === '\\') first -= 1;
    const isEscape = (start - first) % 2 === 0;
    return isEscape && at < start + lengthOfEscape(text, start) ? start : at;
  }
  return at;
}

function endOfEscape(text: string, at: number, inner: TextPart): number {
  const start = startOfEscape(text, at, inner.start);
  return start === at ? at : Math.min(inner.end, start + lengthOfEscape(text, start));
}

function lengthOfEscape(text: string, start: number): number {
  return text.charAt(start + 1) === 'u' ? UNICODE_LENGTH : ESCAPE_LENGTH;
}
