import { types } from 'node:util';

const DEEPEST = 8;
/** What is left when there is no room for more. */
const CUT = '[Cut]';
/** A number, a boolean, a bracket: what costs little. */
const SMALL = 8;

/**
 * A copy of plain data in which texts and keys have about so many characters and no more; what is
 * beyond is not even read. So a body of megabytes costs no more than a small one.
 */
export function boundedCopy(value: unknown, characters: number): unknown {
  return new Copy(characters).of(value, 0);
}

class Copy {
  constructor(private left: number) {}

  of(value: unknown, depth: number): unknown {
    if (this.left <= 0) return CUT;
    if (typeof value === 'string') return this.text(value);
    this.left -= SMALL;
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= DEEPEST) return '[Too deep]';
    if (Array.isArray(value)) return this.list(value, depth);
    return isPlain(value) ? this.fields(value, depth) : value;
  }

  private text(text: string): string {
    const room = this.left;
    this.left -= text.length + SMALL;
    return text.length <= room ? text : `${text.slice(0, room)}…`;
  }

  private list(items: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    for (const item of items) {
      copy.push(this.of(item, depth + 1));
      if (this.left <= 0) break;
    }
    return copy;
  }

  private fields(value: object, depth: number): object {
    // No prototype: a key named `__proto__` stays an ordinary key.
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key in value) {
      if (this.left <= 0) break;
      if (!Object.hasOwn(value, key)) continue;
      this.left -= key.length;
      copy[key] = this.field(value, key, depth);
    }
    return copy;
  }

  private field(value: object, key: string, depth: number): unknown {
    try {
      return this.of((value as Record<string, unknown>)[key], depth + 1);
    } catch {
      return '[Unreadable]';
    }
  }
}

function isPlain(value: object): boolean {
  if (types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
