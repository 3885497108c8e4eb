import { types } from 'node:util';

const MAX_DEPTH = 8;
/** Replaces values beyond the limit. */
const CUT = '[Cut]';
/** The size of a number, a boolean or a bracket. */
const SMALL = 8;

/** What a copy shows of the data, level by level. */
export interface CopyView {
  /** Replaces a value that is neither a list nor a plain object. */
  leaf(value: unknown): unknown;
  /** Replaces the name of a field. */
  name(name: string): string;
  /** The view of the field's value. */
  below(name: string): CopyView;
}

/** Everything, unchanged. */
export const WHOLE: CopyView = { leaf: (value) => value, name: (name) => name, below: () => WHOLE };

/**
 * A copy of plain data whose texts and keys have about `limit` characters at most; data beyond it is
 * not read. So a body of megabytes costs no more than a small one.
 */
export function boundedCopy(value: unknown, characters: number, view = WHOLE): unknown {
  return new Copy(characters).of(value, 0, view);
}

class Copy {
  constructor(private left: number) {}

  of(value: unknown, depth: number, view: CopyView): unknown {
    if (this.left <= 0) return CUT;
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) return this.leaf(view.leaf(value));
    this.left -= SMALL;
    if (depth >= MAX_DEPTH) return '[Too deep]';
    return isList ? this.list(value, depth, view) : this.fields(value, depth, view);
  }

  private leaf(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    this.left -= SMALL;
    return value;
  }

  private text(text: string): string {
    const room = this.left;
    this.left -= text.length + SMALL;
    return text.length <= room ? text : `${text.slice(0, room)}…`;
  }

  private list(items: readonly unknown[], depth: number, view: CopyView): unknown[] {
    const copy: unknown[] = [];
    for (const item of items) {
      copy.push(this.of(item, depth + 1, view));
      if (this.left <= 0) break;
    }
    return copy;
  }

  private fields(value: object, depth: number, view: CopyView): object {
    // No prototype: a key named `__proto__` stays an ordinary key.
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key in value) {
      if (this.left <= 0) break;
      if (!Object.hasOwn(value, key)) continue;
      const name = view.name(key);
      this.left -= name.length;
      copy[name] = this.field(value, key, depth, view);
    }
    return copy;
  }

  private field(value: object, key: string, depth: number, view: CopyView): unknown {
    try {
      return this.of((value as Record<string, unknown>)[key], depth + 1, view.below(key));
    } catch {
      return '[Unreadable]';
    }
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
