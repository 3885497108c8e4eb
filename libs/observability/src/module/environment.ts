/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What tells where the app runs. */
export interface Surroundings {
  readonly env: Environment;
  /** The option `service.environment`. */
  readonly environment: string | undefined;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
}

const DEVELOPMENT_WORDS = new Set(['development', 'test', 'dev', 'local']);

/**
 * Whether the app runs for a developer or a test, by a word that says so and not by the lack of one
 * that says otherwise: `prod`, `Production`, `staging` and a misspelt word are as safe as
 * `production`. Without NODE_ENV only a terminal is a developer's. A name of the environment,
 * by option or by SENTRY_ENVIRONMENT, can only say that it is none.
 */
export function isDevelopment({ env, environment, isTerminal }: Surroundings): boolean {
  const word = env['NODE_ENV'];
  const isDeveloped = word ? DEVELOPMENT_WORDS.has(word) : isTerminal;
  const names = [environment, env['SENTRY_ENVIRONMENT']];
  return isDeveloped && names.every((name) => !name || DEVELOPMENT_WORDS.has(name));
}
