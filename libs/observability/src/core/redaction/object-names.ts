import type { SensitiveKeys } from './sensitive-keys';

const MAX_DEPTH = 16;
const [SPACE, TAB, LINE_FEED, RETURN, COMMA, OPEN_LIST] = [32, 9, 10, 13, 44, 91];

/**
 * The keys of the objects that a place of a text stands in, as far as they are written before their
 * braces: `card` in `{"card":{"number":1}}`. The objects of a list have the key of the list.
 */
export class ObjectNames {
  /** '' for a key that says nothing of the keys below it. */
  private readonly names: string[] = [];
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly keys: SensitiveKeys,
  ) {}

  /** @param valueStart where the value of the last key begins that stands before the brace */
  open(
    at: number,
    key: { readonly start: number; readonly end: number },
    valueStart: number,
  ): void {
    const { text, names, depth } = this;
    this.depth += 1;
    if (depth >= MAX_DEPTH) return;
    const last = this.skipBack(at);
    if (last <= valueStart) names[depth] = this.nameAt(key.start, key.end);
    else if (text.charCodeAt(last - 1) !== COMMA) names[depth] = '';
  }

  close(): void {
    if (this.depth > 0) this.depth -= 1;
  }

  /** The key of the innermost object where it says something of the keys in it; '' elsewhere. */
  get parent(): string {
    return this.depth === 0 ? '' : (this.names[this.depth - 1] ?? '');
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
