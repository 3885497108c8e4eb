import { currentNestLogger } from './nest-logger.switch';

/** What the `expect` of jest and vitest leaves in the globals of a test; a program that a test starts has none. */
const MATCHERS = Symbol.for('$$jest-matchers-object');

/** Whether Nest's testing module makes the app: it puts a logger of its own behind Nest's. */
export function isTestingModule(): boolean {
  return currentNestLogger()?.constructor.name === 'TestingLogger';
}

/** Whether the app runs inside a test. */
export function isUnderTest(): boolean {
  return MATCHERS in globalThis || '__vitest_worker__' in globalThis || isTestingModule();
}
