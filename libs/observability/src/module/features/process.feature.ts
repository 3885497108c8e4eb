import { Logger } from '@nestjs/common';
import type { ErrorTracking } from '../../signals/errors/sentry';
import { reportAtExit } from '../../export';
import { errorTracking, whileDying } from '../../signals/errors/sentry';
import { watchProcess, watchStart } from '../../capture/process';
import { currentContext, Drops, Observer } from '../../core';
import type { DropListener } from '../../core';
import { MetricsRegistry } from '../../signals/metrics';
import type { HoldingSink } from './errors.feature';
import { flushNestLines } from './nest-logger-switch';
import { isTestingModule } from './under-test';
import type { Feature } from './feature';
import { ERROR_SINK, OPTIONS } from '../options/tokens';
import type { ResolvedOptions } from '../options/resolve-options';

const logger = new Logger('Observability');
/** Under test, crashes are handled by the test framework; modules that are never closed would leave listeners. */
const NOTHING = (): void => undefined;

/** Dependencies of ProcessWiring. */
export interface ProcessWiringParts {
  readonly observer: Observer;
  readonly drops: Drops;
  readonly registry: MetricsRegistry;
  readonly sink: HoldingSink;
  /** Undefined if errors are not sent, or are sent by the app's own client. */
  readonly tracking: ErrorTracking | undefined;
}

/** The process-wide parts of an app: its crashes, and the delivery of its errors. */
export class ProcessWiring {
  private readonly listener: DropListener;
  private readonly stopWatching: () => void;

  private readonly tracking: ErrorTracking | undefined;

  constructor({ observer, drops, registry, tracking, sink }: ProcessWiringParts) {
    this.tracking = tracking;
    this.listener = {
      dropped: (count, reason) => drops.count('errors', reason, count),
      warn: (message) => logger.warn(message),
    };
    if (tracking) registry.addCollector(tracking);
    tracking?.listen(this.listener, {
      dropped: (count, reason) => drops.count('profiles', reason, count),
      warn: (message) => logger.warn(message),
    });
    this.stopWatching = isTestingModule() ? NOTHING : watch(observer, sink);
  }

  /** Called on shutdown, after the flush. */
  end(): void {
    this.stopWatching();
    this.tracking?.end(this.listener);
  }
}

/** The delivery of an app that sends errors. */
export function trackingOf(dsn: string | undefined): ErrorTracking | undefined {
  return dsn === undefined ? undefined : errorTracking();
}

function watch(observer: Observer, sink: HoldingSink): () => void {
  const stop = watchProcess((error, origin) =>
    whileDying(() => {
      flushNestLines();
      observer.uncaught(error, currentContext(), origin);
    }),
  );
  watchStart();
  const forget = reportAtExit(() => whileDying(() => sink.release()));
  return () => {
    stop();
    forget();
  };
}

/** The crashes of the process, and the delivery of its errors. */
export const processFeature: Feature = {
  name: 'process',
  providers: [
    {
      provide: ProcessWiring,
      inject: [OPTIONS, Observer, Drops, MetricsRegistry, ERROR_SINK],
      useFactory: processWiring,
    },
  ],
  close: (get) => get(ProcessWiring).end(),
};

function processWiring(
  { errors }: ResolvedOptions,
  observer: Observer,
  drops: Drops,
  registry: MetricsRegistry,
  sink: HoldingSink,
): ProcessWiring {
  return new ProcessWiring({ observer, drops, registry, sink, tracking: trackingOf(errors.dsn) });
}
