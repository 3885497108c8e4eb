import { warnOnce } from './warn-once';

/** The variables of the process, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

const MAX_SHOWN = 60;

/** A variable that is set; OpenTelemetry reads an empty one as not set. */
export function textFromEnv(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** A number within the bounds, else the default; a wrong one is warned of and not used. */
export function numberFromEnv(
  env: Environment,
  name: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  return (
    optionalNumberFromEnv(env, name, { min, max, remedy: `Using ${fallback} instead.` }) ?? fallback
  );
}

/**
 * A number within the bounds, where the variable is set; a wrong one is warned of and not used.
 * @param remedy what holds instead, as a sentence
 */
export function optionalNumberFromEnv(
  env: Environment,
  name: string,
  { min, max, remedy }: { min: number; max: number; remedy: string },
): number | undefined {
  const text = textFromEnv(env, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value >= min && value <= max) return value;
  warnOnce(`${name} is ${quotedValue(text)}; it must be a number from ${min} to ${max}. ${remedy}`);
  return undefined;
}

/**
 * One of some words, in any case, as OpenTelemetry's specification wants it; another one is warned of.
 * @param remedy what holds instead, as a sentence
 */
export function wordFromEnv<T extends string>(
  env: Environment,
  name: string,
  words: readonly T[],
  remedy: string,
): T | undefined {
  const text = textFromEnv(env, name);
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text.toLowerCase());
  if (word === undefined) {
    warnOnce(`${name} is ${quotedValue(text)}; it must be one of ${words.join(', ')}. ${remedy}`);
  }
  return word;
}

/**
 * The words of a list that are supported, each once, in any case; others are warned of. Where none of the list is supported
 * it counts as not set, as OpenTelemetry's specification wants it.
 * @param remedy what holds instead, as a sentence
 */
export function wordsFromEnv<T extends string>(
  env: Environment,
  name: string,
  words: readonly T[],
  remedy: string,
): readonly T[] | undefined {
  const { supported, others } = knownWordsFromEnv(env, name, words);
  if (others.length > 0) {
    warnOnce(
      `${name} has ${quotedValue(others.join(','))}; supported are ${words.join(', ')}. ${remedy}`,
    );
  }
  return supported.length > 0 ? supported : undefined;
}

/** The words of a list, without a warning. */
export function knownWordsFromEnv<T extends string>(
  env: Environment,
  name: string,
  words: readonly T[],
): { readonly supported: readonly T[]; readonly others: readonly string[] } {
  const parts = (textFromEnv(env, name) ?? '').toLowerCase().split(',');
  const given = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  const supported = words.filter((word) => given.has(word));
  return { supported, others: [...given].filter((part) => !words.some((word) => word === part)) };
}

/** Warns of parts that are no `key=value`. @returns the pairs of the others */
export function pairsFromEnv(env: Environment, name: string): Record<string, string> {
  const text = textFromEnv(env, name);
  if (text === undefined) return {};
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const wrong = parts.filter((part) => part.indexOf('=') < 1).length;
  // Without the value: it may be a secret.
  if (wrong > 0) {
    warnOnce(
      `${name} has ${wrong} of ${parts.length} parts that are not key=value pairs; they are ignored. ` +
        'Separate pairs by commas, and write a comma in a value as %2C.',
    );
  }
  return parsePairs(text);
}

/** A wrong value in a warning; a long one is cut. */
export function quotedValue(text: string): string {
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`;
}

/** `key=value,key=value` with percent-encoded values, as in W3C baggage. */
export function parsePairs(text = ''): Record<string, string> {
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
