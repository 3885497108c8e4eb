/** A text, a number or a word of JSON, or an object or list as a whole; where it stands. */
export interface JsonToken {
  readonly start: number;
  /** Behind it, with its quote or bracket; the end of the text where that was cut. */
  end: number;
  readonly kind: 'text' | 'scalar' | 'bracket';
}

/** All tokens of a document: texts and scalars in order, and brackets by their place. */
export interface JsonTokens {
  readonly leaves: readonly JsonToken[];
  readonly brackets: ReadonlyMap<number, JsonToken>;
}

const BEGIN = /\s{0,64}[{[]/y;
const BLANKS = /\s+/y;
/** A number or a word; one that was cut ends with the text. */
const SCALAR = /-?\d[\d.eE+-]*|(?:true|false|null)(?!\w)|[a-z]{1,4}$/y;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The tokens of JSON, or of several documents one after the other; undefined where the text is no JSON. One that was cut is. */
export function jsonTokensOf(text: string): JsonTokens | undefined {
  BEGIN.lastIndex = 0;
  return BEGIN.test(text) ? new JsonReader(text).read() : undefined;
}

class JsonReader {
  private readonly leaves: JsonToken[] = [];
  private readonly brackets = new Map<number, JsonToken>();
  private readonly open: JsonToken[] = [];
  /** What was read last. */
  private last: 'value' | 'mark' | 'open' = 'mark';

  constructor(private readonly text: string) {}

  read(): JsonTokens | undefined {
    const { text, leaves, brackets } = this;
    for (let at = 0; at < text.length;) {
      const next = this.readAt(at, text.charAt(at));
      if (next <= at) return undefined;
      at = next;
    }
    return { leaves, brackets };
  }

  /** @returns where to go on; the place itself where nothing of JSON stands */
  private readAt(at: number, character: string): number {
    switch (character) {
      case '"':
        return this.leaf(at, this.endOfText(at), 'text');
      case '{':
      case '[':
        return this.begin(at);
      case '}':
      case ']':
        return this.close(at, character);
      case ',':
      case ':':
        return this.mark(at);
      default:
        return this.endOf(BLANKS, at) || this.leaf(at, this.endOf(SCALAR, at), 'scalar');
    }
  }

  private leaf(start: number, end: number, kind: JsonToken['kind']): number {
    if (this.last === 'value' || this.open.length === 0) return start;
    this.leaves.push({ start, end, kind });
    this.last = 'value';
    return end;
  }

  private begin(start: number): number {
    if (this.last === 'value' && this.open.length > 0) return start;
    const token: JsonToken = { start, end: this.text.length, kind: 'bracket' };
    this.open.push(token);
    this.brackets.set(start, token);
    this.last = 'open';
    return start + 1;
  }

  private close(at: number, character: string): number {
    const token = this.open.pop();
    if (!token || this.last === 'mark') return at;
    if (CLOSING[this.text.charAt(token.start)] !== character) return at;
    token.end = at + 1;
    this.last = 'value';
    return at + 1;
  }

  private mark(at: number): number {
    if (this.last !== 'value' || this.open.length === 0) return at;
    this.last = 'mark';
    return at + 1;
  }

  private endOfText(start: number): number {
    const { text } = this;
    let at = text.indexOf('"', start + 1);
    while (at >= 0) {
      let before = at;
      while (text.charAt(before - 1) === '\\') before -= 1;
      if ((at - before) % 2 === 0) return at + 1;
      at = text.indexOf('"', at + 1);
    }
    return text.length;
  }

  private endOf(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : 0;
  }
}
