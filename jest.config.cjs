const { SWC } = require('./tools/swc.cjs');

const swc = { jsc: SWC.jsc, module: { type: 'commonjs' } };

const SERVICES = '<rootDir>/test/support/services';
const shared = process.env.SHARED_SERVERS === '1';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Jest's own cleaning wraps what outlives a file (Sentry's carrier, a patched console) once more with
  // each file, until the stack is too short for it.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.int-spec.ts'],
  testSequencer: '<rootDir>/tools/longest-first.cjs',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/libs/.*/dist', '<rootDir>/apps/.*/dist'],
  transform: { '^.+\\.[mc]?[jt]s$': ['@swc/jest', swc] },
  // Nest 12's packages are ES modules, and so is one that Mercurius brings; Nest 11's pass through unchanged.
  transformIgnorePatterns: [
    '/node_modules/(?!@nestjs/|@fastify/static/node_modules/|content-disposition/)',
  ],
  moduleNameMapper: {
    '^nestjs-observability$': '<rootDir>/libs/observability/src',
    '^nestjs-observability/register$': '<rootDir>/libs/observability/src/register/preload',
    '^nestjs-observability/testing$': '<rootDir>/libs/observability/src/testing',
  },
  setupFiles: ['reflect-metadata'],
  // One PostgreSQL and one Redis for each run of a group that needs them; a file run alone starts its own.
  globalSetup: shared ? `${SERVICES}/start-shared.cjs` : undefined,
  globalTeardown: shared ? `${SERVICES}/stop-shared.cjs` : undefined,
  testTimeout: 30_000,
  // Tests that are concurrent start processes; machines of CI have two cores.
  maxConcurrency: 2,
  coverageProvider: 'v8',
};
