import type { Environment } from '../options/environment';
import { currentNestLogger } from './nest-logger-switch';

/** What the `expect` of jest leaves in the globals of a test, and of any app that loads it. */
const MATCHERS = Symbol.for('$$jest-matchers-object');

/** Whether Nest's testing module makes the app: it puts a logger of its own behind Nest's. */
export function isTestingModule(): boolean {
  return currentNestLogger()?.constructor.name === 'TestingLogger';
}

/**
 * Whether the app runs inside a test: the runner says so by its variable, which programs that a test starts inherit, and
 * by what it leaves in the globals, which an app may load by itself. In production never.
 */
export function isUnderTest(env: Environment = process.env, globals: object = globalThis): boolean {
  if (env['NODE_ENV']?.toLowerCase() === 'production') return false;
  const isJest = Boolean(env['JEST_WORKER_ID']) && MATCHERS in globals;
  const isVitest = Boolean(env['VITEST']) && '__vitest_worker__' in globals;
  return isJest || isVitest || isTestingModule();
}
