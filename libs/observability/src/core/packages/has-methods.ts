/** Whether the value is an object with all of these methods; foreign clients are known by what they can do. */
export function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
  } catch {
    // A proxy that refuses to be read, as those of nestjs-cls outside of requests, is none of ours.
    return false;
  }
}
