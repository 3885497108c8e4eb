import { nameOfError } from '../../errors/error-name';
import { isError } from '../../errors/is-error';
import { errorTexts } from './error-texts';
import type { ErrorTexts } from './error-texts';
import { stackWithoutText } from '../../stack/separate-stack';

/** Sentry writes it onto what it captures, and does not capture again what has it. */
const MARK = '__sentry_captured__';
const MAX_MEMBERS = 10;
/** Sentry keeps 4096 characters of a message (`maxValueLength`). */
const MAX_TEXT = 16_384;
const TEXTS = new Set<PropertyKey>(['name', 'message', 'stack']);

/** What an error may say. */
type TextsOf = (error: unknown) => ErrorTexts;

const originals = new WeakMap<object, object>();

/**
 * What Sentry is given in place of an error: reads as the error itself, takes no marks, and never
 * throws. So the same error thrown again is an event again, and nothing is written onto what
 * belongs to the app. Its stack has the frames alone, since Sentry looks for them in all of it, and
 * texts are cut. What is no object is given as it is.
 */
export function viewOf(error: unknown, textsOf: TextsOf = errorTexts): unknown {
  if (typeof error !== 'object' || error === null) return error;
  // An empty target: that of a frozen error would forbid to show anything else than it has.
  const view = new Proxy({}, new View(error, textsOf));
  originals.set(view, error);
  return view;
}

/** What a view shows; of anything else, the same thing. */
export function originalOf(view: unknown): unknown {
  const isObject = typeof view === 'object' && view !== null;
  return isObject ? (originals.get(view) ?? view) : view;
}

/** Whether the app has captured it itself, by Sentry's own functions. */
export function isMarked(error: unknown): boolean {
  return carefully(() => (error as Record<string, unknown> | null)?.[MARK] === true, false);
}

class View implements ProxyHandler<object> {
  constructor(
    private readonly error: object,
    private readonly textsOf: TextsOf,
  ) {}

  get(_target: object, key: string | symbol): unknown {
    return read(this.error, key, this.textsOf);
  }

  has(_target: object, key: string | symbol): boolean {
    return key !== MARK && carefully(() => Reflect.has(this.error, key), false);
  }

  ownKeys(): (string | symbol)[] {
    return carefully(() => Reflect.ownKeys(this.error), []);
  }

  getPrototypeOf(): object | null {
    return carefully(() => Reflect.getPrototypeOf(this.error), null);
  }

  getOwnPropertyDescriptor(_target: object, key: string | symbol): PropertyDescriptor | undefined {
    const own = carefully(() => Reflect.getOwnPropertyDescriptor(this.error, key), undefined);
    if (!own) return undefined;
    const { enumerable } = own;
    return {
      value: read(this.error, key, this.textsOf),
      enumerable,
      configurable: true,
      writable: false,
    };
  }

  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  /** A frozen target would have to own what is shown. */
  preventExtensions(): boolean {
    return false;
  }
}

function read(error: object, key: string | symbol, textsOf: TextsOf): unknown {
  if (key === MARK) return undefined;
  return carefully(() => shown(error, key, textsOf), TEXTS.has(key) ? '[Unreadable]' : undefined);
}

function shown(error: object, key: string | symbol, textsOf: TextsOf): unknown {
  const value: unknown = Reflect.get(error, key);
  // Sentry takes the first error in an object for what was thrown.
  if (!isError(error)) return isError(value) ? viewOf(value, textsOf) : value;
  // Errors of another realm are known by this name only.
  if (key === Symbol.toStringTag) return 'Error';
  if (key === 'message') return textsOf(error).message.slice(0, MAX_TEXT);
  if (key === 'stack') return stackWithoutText(error);
  if (key === 'name') return nameOfError(error).slice(0, MAX_TEXT);
  if (key === 'cause') return viewOf(value, textsOf);
  const isGroup = key === 'errors' && Array.isArray(value);
  return isGroup
    ? value.slice(0, MAX_MEMBERS).map((member: unknown) => viewOf(member, textsOf))
    : value;
}

function carefully<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
