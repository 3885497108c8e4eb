import { watchProcess } from '../capture/process';
import { startErrorTracking, whileDying } from './start-error-tracking';
import { otlpEndpoint } from './tracing/otlp-endpoint';
import { startTracing } from './tracing/start-tracing';

/**
 * The preload: `import 'nestjs-observability/register'` as the first line of main.ts, or
 * `node --import nestjs-observability/register`. It reads the environment and starts error
 * tracking and tracing before the app is loaded; without SENTRY_DSN there is no error tracking,
 * without an OTLP endpoint no tracing.
 */
const dsn = process.env['SENTRY_DSN'];
if (dsn) {
  const sentry = startErrorTracking({
    dsn,
    environment: process.env['SENTRY_ENVIRONMENT'] || process.env['NODE_ENV'] || 'development',
    release: process.env['SENTRY_RELEASE'],
    sampleRate: 1,
    // The app's options say whether to profile; whoever says 0 shall not be profiled until then.
    profilesSampleRate: 0,
  });
  // Until the app is there, which knows more of it.
  watchProcess((error, type) =>
    whileDying(() => {
      const mechanism = { handled: false, type };
      sentry.captureException(error, { mechanism, captureContext: { level: 'fatal' } });
    }),
  );
}

const endpoint = otlpEndpoint(process.env);
if (endpoint) startTracing({ exporter: 'otlp', endpoint });
