import { isDevelopment } from './environment';

describe('whether the app runs for a developer', () => {
  it.each(['development', 'test', 'dev', 'local'])('is said by NODE_ENV=%s', (word) => {
    const env = { NODE_ENV: word };

    expect(isDevelopment({ env, environment: undefined, isTerminal: false })).toBe(true);
  });

  it.each(['production', 'Production', 'prod', 'staging', 'Development', 'TEST', ' test', 'devel'])(
    'is not said by NODE_ENV=%s, terminal or not',
    (word) => {
      const env = { NODE_ENV: word };

      expect(isDevelopment({ env, environment: undefined, isTerminal: true })).toBe(false);
    },
  );

  it.each([{}, { NODE_ENV: '' }, { NODE_ENV: undefined }])(
    'is said by a terminal, with %j',
    (env) => {
      expect(isDevelopment({ env, environment: undefined, isTerminal: true })).toBe(true);
      expect(isDevelopment({ env, environment: undefined, isTerminal: false })).toBe(false);
    },
  );

  it.each([
    [{ NODE_ENV: 'development', SENTRY_ENVIRONMENT: 'staging' }, undefined, false],
    [{ NODE_ENV: 'development' }, 'production', false],
    [{ NODE_ENV: 'development', SENTRY_ENVIRONMENT: 'dev' }, 'test', true],
    [{ NODE_ENV: 'production', SENTRY_ENVIRONMENT: 'development' }, 'development', false],
    [{ SENTRY_ENVIRONMENT: 'development' }, 'development', false],
  ])(
    'can be denied by the name of the environment, and not granted: %j, %s',
    (env, environment, is) => {
      expect(isDevelopment({ env, environment, isTerminal: false })).toBe(is);
    },
  );
});
