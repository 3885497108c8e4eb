const NOBODY_HAS_THIS = 'nestjs-observability:is-anything-here';

/** An object that can be looked at, and is no stand-in that says yes to every question (a test's mock). */
export function isInspectable(instance: unknown): instance is object {
  if (typeof instance !== 'object' || instance === null) return false;
  try {
    const hasProperty = NOBODY_HAS_THIS in instance;
    return !hasProperty && (instance as Record<string, unknown>)[NOBODY_HAS_THIS] === undefined;
  } catch {
    return false;
  }
}
