import { isUnderTest } from './under-test';

const MATCHERS = { [Symbol.for('$$jest-matchers-object')]: {} };
const WORKER = { __vitest_worker__: {} };

describe('whether an app runs under a test runner', () => {
  it('is so here', () => {
    expect(isUnderTest()).toBe(true);
  });

  it.each<[string, Record<string, string>, object, boolean]>([
    ['jest', { JEST_WORKER_ID: '1' }, MATCHERS, true],
    ['vitest', { VITEST: 'true' }, WORKER, true],
    ['jest with another NODE_ENV', { JEST_WORKER_ID: '1', NODE_ENV: 'test' }, MATCHERS, true],
    ['an app that loads `expect`', {}, MATCHERS, false],
    ['a program that a test of jest starts', { JEST_WORKER_ID: '1' }, {}, false],
    ['a program that a test of vitest starts', { VITEST: 'true' }, {}, false],
    ['production', { NODE_ENV: 'production', JEST_WORKER_ID: '1' }, MATCHERS, false],
    ['production of vitest', { NODE_ENV: 'Production', VITEST: 'true' }, WORKER, false],
    ['anything else', { NODE_ENV: 'test' }, {}, false],
  ])('of %s', (_case, env, globals, wanted) => {
    expect(isUnderTest(env, globals)).toBe(wanted);
  });
});
