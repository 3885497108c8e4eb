import type { JsonText } from './json-text';
import type { SensitiveKeys } from './sensitive-keys';

const MAX_DEPTH = 16;
const [SPACE, TAB, LINE_FEED, RETURN, COMMA, OPEN_LIST] = [32, 9, 10, 13, 44, 91];

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
    const { text, names } = this;
    const last = this.skipBack(at);
    const name = last <= valueStart ? this.nameAt(key.start, key.end) : '';
    this.hasNames ||= name !== '';
    this.enter(at);
    const { depth } = this;
    this.depth += 1;
    if (depth >= MAX_DEPTH) return;
    if (last <= valueStart) names[depth] = name;
    else if (text.charCodeAt(last - 1) !== COMMA) names[depth] = '';
  }

  close(at: number): void {
    this.enter(at);
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

  /** Over the blanks before a place, and the bracket of a list that begins with it. */
  private skipBack(from: number): number {
    let at = from;
    for (;;) {
      const code = this.text.charCodeAt(at - 1);
      const isBlank = code === SPACE || code === TAB || code === LINE_FEED || code === RETURN;
      if (!isBlank && code !== OPEN_LIST) return at;
      at -= 1;
    }
  }
}
