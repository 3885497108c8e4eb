/** The name of an error that was given none: JavaScript's own, and that of node-postgres. */
const NAMELESS = new Set(['Error', 'error']);
/** Shorter names of classes are those of a bundler that shortens them. */
const MIN_LENGTH = 3;

/**
 * The name of an error: its own, or else that of its class, which most classes of errors do
 * not write into `name`: `PaymentError` for a `class PaymentError extends Error {}`. Never throws.
 */
export function nameOfError(error: Error): string {
  const given = givenNameOf(error);
  try {
    if (given !== undefined && isOwnName(error, given)) return given;
  } catch {
    // A proxy that refuses to be read.
  }
  const ofClass = nameOfClass(error) ?? '';
  return ofClass.length >= MIN_LENGTH ? ofClass : (given ?? 'Error');
}

/** Every name that the app may know an error by: that of log lines and events, its own, and that of its class. Never throws. */
export function namesOfError(error: Error): string[] {
  const given = givenNameOf(error) ?? 'Error';
  return [nameOfError(error), given, nameOfClass(error) ?? given];
}

/** What the error has as its `name`; undefined where it is empty, no text, or cannot be read. */
export function givenNameOf(error: Error): string | undefined {
  try {
    const { name }: { name: unknown } = error;
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the name was given to this error or its class, not to a class that it extends. */
function isOwnName(error: Error, name: string): boolean {
  if (NAMELESS.has(name)) return false;
  const prototype = Object.getPrototypeOf(error) as object | null;
  const holder = holderOfName(error);
  if (holder === undefined || holder === error || holder === prototype) return true;
  // An inherited accessor knows the error. It may give a name that it makes for it, or that of its own class.
  const isAccessor = Object.getOwnPropertyDescriptor(holder, 'name')?.get !== undefined;
  return isAccessor && name !== holder.constructor.name;
}

/** The error, or the prototype, that has the name. */
function holderOfName(error: object): object | undefined {
  let level: object | null = error;
  while (level && !Object.hasOwn(level, 'name')) {
    level = Object.getPrototypeOf(level) as object | null;
  }
  return level ?? undefined;
}

function nameOfClass(error: Error): string | undefined {
  try {
    const { name }: { name: unknown } = error.constructor;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
