import { noteUnwrapped, noteWrapped } from './stand-in';

interface Change {
  readonly prototype: object;
  readonly name: string;
  readonly before: PropertyDescriptor | undefined;
  readonly value: unknown;
}

/** The prototypes whose methods one app has wrapped. Other apps of the process share them, and later ones. */
export class WrappedPrototypes {
  private readonly changes: Change[] = [];
  private readonly noted = new Set<object>();

  /** Puts a wrapper into a prototype; false where it cannot be changed. */
  replace(prototype: object, name: string, value: unknown): boolean {
    const before = Object.getOwnPropertyDescriptor(prototype, name);
    if (before?.value === value) return true;
    const isDone = Reflect.defineProperty(prototype, name, {
      value,
      writable: true,
      configurable: true,
    });
    if (isDone) this.changes.push({ prototype, name, before, value });
    return isDone;
  }

  /** Notes that all methods of the prototype that are to be wrapped are. */
  note(prototype: object): void {
    noteWrapped(prototype);
    if (this.changes.some((change) => change.prototype === prototype)) this.noted.add(prototype);
  }

  /** Takes the wrappers back, the outermost first. Where another library has wrapped one, it stays inside. */
  restore(): void {
    for (const change of this.changes.splice(0).toReversed()) {
      if (!takeBack(change)) this.noted.delete(change.prototype);
    }
    for (const prototype of this.noted) noteUnwrapped(prototype);
    this.noted.clear();
  }
}

function takeBack({ prototype, name, before, value }: Change): boolean {
  if (Object.getOwnPropertyDescriptor(prototype, name)?.value !== value) return false;
  if (before) return Reflect.defineProperty(prototype, name, before);
  return Reflect.deleteProperty(prototype, name);
}
