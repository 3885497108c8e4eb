import type { Method } from './keep-identity';
import { noteUnwrapped, noteWrapped } from './stand-in';

interface Change {
  readonly target: object;
  readonly name: string;
  readonly before: PropertyDescriptor | undefined;
  readonly value: Method;
}

/** The methods that one app has wrapped, on prototypes and on instances. Other apps of the process share them, and later ones. */
export class AppWraps {
  private readonly changes: Change[] = [];
  private readonly changed = new Set<object>();
  private readonly noted = new Set<object>();

  /** Puts a wrapper into an object; false where the object cannot be changed. */
  replace(target: object, name: string, value: Method): boolean {
    const before = Object.getOwnPropertyDescriptor(target, name);
    if (before?.value === value) return true;
    const isDone = Reflect.defineProperty(target, name, {
      value,
      writable: true,
      configurable: true,
    });
    if (isDone) this.add({ target, name, before, value });
    return isDone;
  }

  /** Notes that all methods of the object that are to be wrapped are. */
  note(target: object): void {
    noteWrapped(target);
    if (this.changed.has(target)) this.noted.add(target);
  }

  /** Takes the wrappers back, the outermost first. Where another library has wrapped one, it stays inside. */
  restore(): void {
    for (const change of this.changes.splice(0).toReversed()) {
      if (!takeBack(change)) this.noted.delete(change.target);
    }
    for (const target of this.noted) noteUnwrapped(target);
    this.noted.clear();
    this.changed.clear();
  }

  private add(change: Change): void {
    this.changes.push(change);
    this.changed.add(change.target);
  }
}

function takeBack({ target, name, before, value }: Change): boolean {
  if (Object.getOwnPropertyDescriptor(target, name)?.value !== value) return false;
  if (before) return Reflect.defineProperty(target, name, before);
  return Reflect.deleteProperty(target, name);
}
