import { startErrorTracking } from './start-error-tracking';

/**
 * The preload: `import 'nestjs-observability/register'` as the first line of main.ts, or
 * `node --import nestjs-observability/register`. It reads the environment and starts error
 * tracking before the app is loaded; without SENTRY_DSN it does nothing.
 */
const dsn = process.env['SENTRY_DSN'];
if (dsn) {
  startErrorTracking({
    dsn,
    environment: process.env['SENTRY_ENVIRONMENT'] ?? process.env['NODE_ENV'] ?? 'development',
    release: process.env['SENTRY_RELEASE'],
    sampleRate: 1,
  });
}
