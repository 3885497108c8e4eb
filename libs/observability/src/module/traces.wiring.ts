import { Logger } from '@nestjs/common';
import type { Losses, Redactor } from '../core';
import { startTracing, TracingMissingError } from '../register';
import type { Tracing, TracingSettings } from '../register';
import type { ResolvedOptions } from './resolve-options';

const logger = new Logger('Observability');

/** The app's share in tracing, which belongs to the whole process: its settings, its losses, its end. */
export class TracesWiring {
  /** The library's own tracing; undefined where the app has none, or an SDK of its own. */
  readonly tracing: Tracing | undefined;
  private readonly stopListening: (() => void) | undefined;

  /** @throws TracingMissingError when the options want traces to be exported without the optional packages */
  constructor(options: ResolvedOptions, losses: Losses, redactor: Redactor) {
    const { traces, errors, service } = options;
    const settings = { ...traces, dsn: errors.dsn, service, redactor };
    const isOfPlatform = options.platform.filled.has('traces.endpoint');
    this.tracing = isOfPlatform ? startWherePossible(settings) : startTracing(settings);
    this.stopListening = this.tracing?.listen({
      lost: (count, reason) => losses.count('traces', reason, count),
      warn: (message) => logger.warn(message),
    });
  }

  /** Delivers the spans that have ended, no longer than the limit in milliseconds. */
  async end(limitMs: number): Promise<void> {
    await this.tracing?.flush(limitMs);
    this.stopListening?.();
  }
}

/** A platform names its collector to all apps, also to one that has no packages for it. */
function startWherePossible(settings: TracingSettings): Tracing | undefined {
  try {
    return startTracing(settings);
  } catch (error) {
    if (!(error instanceof TracingMissingError)) throw error;
    logger.warn(`${error.message} No traces are sent.`);
    return undefined;
  }
}
