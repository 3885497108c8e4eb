import { hostname } from 'node:os';
import { watchProcess } from '../capture/process';
import { readCommit, readPackage, releaseOf, serviceName, warnOnce } from '../core';
import { SentryMissingError, startErrorTracking, whileDying } from '../signals/errors/sentry';
import { otlpEndpoint } from '../export';
import { startTracing, TracingMissingError } from '../signals/traces/spans';

/**
 * The preload: `import 'nestjs-observability/register'` as the first line of main.ts, or
 * `node --import nestjs-observability/register`. It reads the environment and starts error
 * tracking and tracing before the app is loaded; without SENTRY_DSN there is no error tracking,
 * without an OTLP endpoint no tracing. Traces that go to Sentry because of its DSN alone are the
 * module's to start: by then it is known whether the app has options against it, or has started
 * Sentry or an OpenTelemetry SDK itself, whose place a tracer provider of ours would take.
 */
const dsn = process.env['SENTRY_DSN']?.trim();
if (dsn) whereInstalled(() => trackErrors(dsn));

const endpoint = otlpEndpoint(process.env);
if (endpoint) whereInstalled(() => startTracing({ exporter: 'otlp', endpoint }));

function trackErrors(address: string): void {
  const sentry = startErrorTracking({
    dsn: address,
    environment: process.env['SENTRY_ENVIRONMENT'] || process.env['NODE_ENV'] || 'development',
    release: process.env['SENTRY_RELEASE']?.trim() || ownRelease(),
    serverName: process.env['SERVER_NAME']?.trim() || hostname(),
    sampleRate: 1,
    // The app's options decide whether to profile; an app that sets 0 must not be profiled until then.
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

/** The same as the module's, for what fails before it is there. */
function ownRelease(): string {
  const { name, version } = readPackage();
  const { env } = process;
  return releaseOf({ name: serviceName(env) ?? name, version, commit: readCommit(env) });
}

/** A platform sets variables for all its apps, also for those that have no packages for them. */
function whereInstalled(start: () => void): void {
  try {
    start();
  } catch (error) {
    if (!(error instanceof SentryMissingError || error instanceof TracingMissingError)) throw error;
    warnOnce(error.message);
  }
}
