/** What an error is called that was given no name: JavaScript's own, and that of node-postgres. */
const NAMELESS = new Set(['Error', 'error']);
/** Shorter names of classes are those of a bundler that shortens them. */
const MIN_LENGTH = 3;

/**
 * What an error is called: its own name, or else that of its class, which most classes of errors do
 * not write into `name`: `PaymentError` for a `class PaymentError extends Error {}`. Never throws.
 */
export function nameOfError(error: Error): string {
  try {
    const { name } = error;
    const given = typeof name === 'string' && name !== '' ? name : 'Error';
    return isOwnName(error, given) ? given : (nameOfClass(error) ?? given);
  } catch {
    return 'Error';
  }
}

/** Whether somebody gave this name to this error or its class, not to a class that it extends. */
function isOwnName(error: Error, name: string): boolean {
  if (NAMELESS.has(name)) return false;
  return (
    Object.hasOwn(error, 'name') || Object.hasOwn(Object.getPrototypeOf(error) as Error, 'name')
  );
}

function nameOfClass(error: Error): string | undefined {
  const { name } = error.constructor;
  return typeof name === 'string' && name.length >= MIN_LENGTH ? name : undefined;
}
