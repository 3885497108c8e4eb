import type { Method } from './keep-identity';
import { noteUnwrapped, noteWrapped } from './stand-in';

interface Change {
  readonly target: object;
  readonly name: string;
  readonly before: PropertyDescriptor | undefined;
  readonly value: Method;
}

/** Wrappers that are in place, or inside one that another library has put around them since. */
const inPlace = new WeakMap<object, Map<string, Set<Change>>>();

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
    changesOf(change).add(change);
  }
}

/**
 * The wrapper of an app that the method of an object has inside, where another library has wrapped it since;
 * undefined where the method is known: a wrapper itself, or what was there before it.
 */
export function wrapperInside(target: object, name: string): Method | undefined {
  const owner = ownerOf(target, name);
  const changes = [...((owner && inPlace.get(owner)?.get(name)) ?? [])];
  const method: unknown = owner && Object.getOwnPropertyDescriptor(owner, name)?.value;
  const isKnown = changes.some(({ value, before }) => [value, before?.value].includes(method));
  return isKnown ? undefined : changes.at(-1)?.value;
}

function takeBack(change: Change): boolean {
  const { target, name, before, value } = change;
  if (Object.getOwnPropertyDescriptor(target, name)?.value !== value) return false;
  const isDone = before
    ? Reflect.defineProperty(target, name, before)
    : Reflect.deleteProperty(target, name);
  if (isDone) changesOf(change).delete(change);
  return isDone;
}

function changesOf({ target, name }: Change): Set<Change> {
  const ofTarget = inPlace.get(target) ?? new Map<string, Set<Change>>();
  inPlace.set(target, ofTarget);
  const changes = ofTarget.get(name) ?? new Set();
  ofTarget.set(name, changes);
  return changes;
}

/** The object or the prototype that has the property. */
function ownerOf(target: object, name: string): object | undefined {
  let level: object | null = target;
  while (level && !Object.hasOwn(level, name)) {
    level = Object.getPrototypeOf(level) as object | null;
  }
  return level ?? undefined;
}
