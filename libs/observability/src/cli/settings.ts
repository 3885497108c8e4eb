import { UsageError } from './terminal/cli.errors';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables of a system: all of them, or undefined where none is set.
 * @throws UsageError when some are missing
 */
export function settingsFrom<K extends string>(
  env: Environment,
  names: readonly K[],
): Readonly<Record<K, string>> | undefined {
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    throw UsageError.because(
      `${missing.join(' and ')} must be set, because related variables are.`,
    );
  }
  // None is missing.
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<K, string>;
}

/** An http or https address; a path at its end stays. @throws UsageError for anything else */
export function addressFrom(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw UsageError.because(`${name} must be an address that begins with http:// or https://.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
