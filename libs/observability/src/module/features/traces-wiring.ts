import { Logger } from '@nestjs/common';
import { isOpenTelemetryInUse } from '../../core';
import type { Tracing } from '../../signals/traces/spans';
import { startTracing, TracingMissingError } from '../../signals/traces/spans';
import { hasClientOfApp } from '../../signals/errors/sentry';
import type { Drops, Redactor } from '../../core';
import type { ResolvedOptions } from '../options/resolve-options';
import { startWhereInstalled } from './start-where-installed';
import { isUnderTest } from './under-test';

const logger = new Logger('Observability');

/** The app's part of the process-wide tracing: its settings, its drops, its shutdown. */
export class TracesWiring {
  /** The library's own tracing; undefined where the app has none, or an SDK of its own. */
  readonly tracing: Tracing | undefined;
  private readonly stopListening: (() => void) | undefined;

  /** @throws TracingMissingError when the options want traces to be exported without the optional packages */
  constructor(options: ResolvedOptions, drops: Drops, redactor: Redactor) {
    const { traces, errors, service } = options;
    // A client of the app's own makes its own spans: ours would be a second set in the same project.
    const exporter = traces.isImplied && hasClientOfApp() ? 'none' : traces.exporter;
    const settings = { ...traces, exporter, dsn: errors.dsn, service, redactor };
    // Without an exporter and without an SDK, nothing of tracing is even loaded.
    const start = (): Tracing | undefined =>
      exporter === 'none' && !isOpenTelemetryInUse() ? undefined : startTracing(settings);
    const isOfPlatform = options.platform.filled.has('traces.endpoint');
    this.tracing = traces.isImplied
      ? startIfInstalled(start)
      : startWhereInstalled(start, isOfPlatform, 'No traces are sent.');
    this.stopListening = this.tracing?.listen({
      dropped: (count, reason) => drops.count('traces', reason, count),
      warn: (message) => logger.warn(message),
    });
  }

  /** Delivers the spans that have ended, no longer than the limit in milliseconds. */
  async end(limitMs: number): Promise<void> {
    await this.tracing?.flush(limitMs);
    this.stopListening?.();
  }
}

/** No one has requested these traces, so a missing package is no more than a hint. */
function startIfInstalled(start: () => Tracing | undefined): Tracing | undefined {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof TracingMissingError)) throw error;
    if (!isUnderTest()) logger.log(error.hint);
    return undefined;
  }
}
