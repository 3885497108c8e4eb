import { Logger } from '@nestjs/common';
import { watchProcess, watchStart } from '../capture/process';
import { currentContext } from '../core';
import type { Losses, Observer } from '../core';
import { errorTracking, reportAtExit, whileDying } from '../register';
import type { ErrorTracking, DropListener } from '../register';
import type { MetricsRegistry } from '../signals/metrics';
import type { HoldingSink } from './errors.providers';
import { flushNestLines } from './nest-logger-switch';
import { isTestingModule } from './under-test';

const logger = new Logger('Observability');
/** Crashes under test are the test framework's; modules that are never closed would leave listeners. */
const NOTHING = (): void => undefined;

/** What an app has to do with its process. */
export interface ProcessWiringParts {
  readonly observer: Observer;
  readonly losses: Losses;
  readonly registry: MetricsRegistry;
  readonly sink: HoldingSink;
  /** Undefined where errors are not sent, or by a client of the app's own. */
  readonly tracking: ErrorTracking | undefined;
}

/** The app's share in what belongs to the whole process: its crashes, and the delivery of its errors. */
export class ProcessWiring {
  private readonly listener: DropListener;
  private readonly stopWatching: () => void;

  private readonly tracking: ErrorTracking | undefined;

  constructor({ observer, losses, registry, tracking, sink }: ProcessWiringParts) {
    this.tracking = tracking;
    this.listener = {
      dropped: (count, reason) => losses.count('errors', reason, count),
      warn: (message) => logger.warn(message),
    };
    if (tracking) registry.addReadings(tracking);
    tracking?.listen(this.listener, {
      dropped: (count, reason) => losses.count('profiles', reason, count),
      warn: (message) => logger.warn(message),
    });
    this.stopWatching = isTestingModule() ? NOTHING : watch(observer, sink);
  }

  /** To be called when the app ends and everything that could be delivered is. */
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
