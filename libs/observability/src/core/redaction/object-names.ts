import type { JsonText } from './json-text';
import type { SensitiveKeys } from './sensitive-keys';

const MAX_DEPTH = 16;
const MAX_BLANKS = 256;
const [SPACE, TAB, LINE_FEED, RETURN, COMMA, OPEN_LIST, OPEN] = [32, 9, 10, 13, 44, 91, 123];

/**
 * The keys of the objects that a place of a text stands in, as far as they are written before their
 * braces: `card` in `{"card":{"number":1}}`. The objects of a list have the key of the list. A brace
 * in a text of JSON opens and closes nothing beyond that text.
 */
export class ObjectNames {
  /** '' for a key that says nothing of the keys below it. */
  private readonly names: string[] = [];
  private depth = 0;
  private hasNames = false;
  private lastClosed = -1;
  /** Where the text of JSON begins that was entered last; -1 outside of all. */
  private textStart = -1;
  private outerDepth = 0;
  private outerNames: readonly string[] = [];

  constructor(
    private readonly text: string,
    private readonly json: JsonText,
    private readonly keys: SensitiveKeys,
  ) {}

  /** @param valueStart where the value of the last key begins that stands before the brace */
  open(
    at: number,
    key: { readonly start: number; readonly end: number },
    valueStart: number,
  ): void {
    const isOfKey = valueStart > this.lastClosed && this.beginsObject(valueStart);
    const written = isOfKey ? this.nameAt(key.start, key.end) : '';
    const name = written !== '' && this.isWithinText(valueStart, at) ? written : '';
    if (name !== '' && !this.hasNames) this.begin(at);
    this.enter(at);
    const { depth } = this;
    this.depth += 1;
    if (depth < MAX_DEPTH && (isOfKey || !this.isBehindSibling(at))) this.names[depth] = name;
  }

  close(at: number): void {
    this.enter(at);
    this.lastClosed = at;
    if (this.depth > 0) this.depth -= 1;
  }

  /** The key of the innermost object around the place, where it says something of the keys in it; '' elsewhere. */
  parentAt(at: number): string {
    if (!this.hasNames) return '';
    this.enter(at);
    return this.depth === 0 ? '' : (this.names[this.depth - 1] ?? '');
  }

  /** Goes into the text of JSON that the place is in, or out of the one before. */
  private enter(at: number): void {
    if (!this.hasNames) return;
    const start = this.json.startOfText(at);
    if (start === this.textStart) return;
    if (this.textStart >= 0) {
      this.depth = this.outerDepth;
      this.names.splice(0, this.names.length, ...this.outerNames);
    }
    if (start >= 0) {
      this.outerDepth = this.depth;
      this.outerNames = [...this.names];
    }
    this.textStart = start;
  }

  private nameAt(start: number, end: number): string {
    return this.keys.mayQualify(this.text, start, end) ? this.text.slice(start, end) : '';
  }

  /** Braces before the first name were counted wherever they stand, in texts as well. */
  private begin(at: number): void {
    this.hasNames = true;
    this.depth = this.json.depthAt(at) ?? this.depth;
  }

  /** Whether the brace stands in the text of JSON that the key before it stands in, if it stands in one. */
  private isWithinText(valueStart: number, at: number): boolean {
    const start = this.json.startOfText(valueStart);
    return start < 0 || start === this.json.startOfText(at);
  }

  /** Whether the value of a key is an object or a list. */
  private beginsObject(valueStart: number): boolean {
    const code = this.text.charCodeAt(this.skipBlanks(valueStart, 1));
    return code === OPEN_LIST || code === OPEN;
  }

  /** Whether the object before it in the same list ends right before this one. */
  private isBehindSibling(at: number): boolean {
    const comma = this.skipBlanks(at - 1, -1);
    if (this.text.charCodeAt(comma) !== COMMA) return false;
    return this.skipBlanks(comma - 1, -1) === this.lastClosed;
  }

  private skipBlanks(from: number, step: 1 | -1): number {
    let at = from;
    while (Math.abs(at - from) < MAX_BLANKS && isBlank(this.text.charCodeAt(at))) at += step;
    return at;
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === LINE_FEED || code === RETURN;
}
