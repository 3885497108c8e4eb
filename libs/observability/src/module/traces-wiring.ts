import { Logger } from '@nestjs/common';
import type { Losses, Redactor } from '../core';
import { startTracing } from '../register';
import type { Tracing } from '../register';
import type { ResolvedOptions } from './resolve-options';
import { startWhereInstalled } from './start-where-installed';

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
    this.tracing = startWhereInstalled(
      () => startTracing(settings),
      isOfPlatform,
      'No traces are sent.',
    );
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
