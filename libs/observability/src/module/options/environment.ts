/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What determines where the app runs. */
export interface Surroundings {
  readonly env: Environment;
  /** The option `service.environment`. */
  readonly environment: string | undefined;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
}

const DEVELOPMENT_WORDS = new Set(['development', 'test', 'dev', 'local']);

/**
 * Whether the app runs in development or a test, by an allowlist of names: `prod`, `Production`,
 * `staging` and a misspelt name are as safe as `production`. Without NODE_ENV only an app on a terminal
 * is in development. An environment that is set by option or by SENTRY_ENVIRONMENT can only turn
 * development off.
 */
export function isDevelopment({ env, environment, isTerminal }: Surroundings): boolean {
  const word = env['NODE_ENV'];
  const isDeveloped = word ? DEVELOPMENT_WORDS.has(word) : isTerminal;
  const names = [environment, env['SENTRY_ENVIRONMENT']];
  return isDeveloped && names.every((name) => !name || DEVELOPMENT_WORDS.has(name));
}
