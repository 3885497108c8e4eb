/** Puts a method of ours in the place of the object's own or inherited one; it is not listed among its keys. */
export function replaceMethod(target: object, method: string, value: unknown): void {
  Object.defineProperty(target, method, { value, writable: true, configurable: true });
}
