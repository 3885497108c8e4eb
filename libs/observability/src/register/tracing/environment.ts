import { warnOnce } from '../warn';

/** The variables of the process, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set; OpenTelemetry reads an empty one as not set. */
export function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** A number within the bounds, else the default; a wrong one is warned of and not used. */
export function numberOf(
  env: Environment,
  name: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  const text = textOf(env, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (value >= min && value <= max) return value;
  warnOnce(
    `${name} is "${text}"; it must be a number from ${min} to ${max}. Taken instead: ${fallback}.`,
  );
  return fallback;
}

/** `key=value,key=value` with percent-encoded values, as in W3C baggage. */
export function pairsOf(text = ''): Record<string, string> {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not encoded at all: a lone percent sign.
    return value;
  }
}
