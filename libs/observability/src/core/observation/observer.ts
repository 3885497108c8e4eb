import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { RequestContext } from '../context/request-context';
import { Losses } from '../losses';
import { Channel } from './channel';
import { isPlanned } from './planned';
import type { NamedListener } from './channel';
import type { Listener, ObservationHandler } from './handler';
import type {
  CacheObservation,
  CheckObservation,
  JobObservation,
  MeasurementObservation,
  Observation,
  OperationObservation,
  QueryObservation,
  RequestObservation,
} from './observation';

/**
 * Where capture and signals meet: capture begins and ends observations here, the signals listen.
 * One per application; two applications in one process have nothing in common.
 */
export class Observer {
  readonly requests: Channel<RequestObservation>;
  readonly operations: Channel<OperationObservation>;
  readonly measurements: Channel<MeasurementObservation>;
  readonly jobs: Channel<JobObservation>;
  readonly checks: Channel<CheckObservation>;

  readonly queries: Channel<QueryObservation>;
  readonly caches: Channel<CacheObservation>;

  constructor(
    private readonly handlers: readonly ObservationHandler[],
    readonly clock: Clock = systemClock,
    readonly losses: Losses = new Losses(),
  ) {
    const channel = <T extends Observation>(
      pick: (handler: ObservationHandler) => Listener<T> | undefined,
    ): Channel<T> => new Channel(listenersOf(handlers, pick), clock, losses);
    this.requests = channel((h) => h.requests);
    this.operations = channel((h) => h.operations);
    this.measurements = channel((h) => h.measurements);
    this.jobs = channel((h) => h.jobs);
    this.checks = channel((h) => h.checks);
    this.queries = channel((h) => h.queries);
    this.caches = channel((h) => h.caches);
  }

  /** Tells the signals of an error that ended no observation. */
  stray(error: unknown, context: RequestContext | undefined): void {
    if (isPlanned(error)) return;
    for (const handler of this.handlers) {
      try {
        handler.stray?.(error, context);
      } catch {
        this.losses.count(handler.name);
      }
    }
  }
}

function listenersOf<T extends Observation>(
  handlers: readonly ObservationHandler[],
  pick: (handler: ObservationHandler) => Listener<T> | undefined,
): NamedListener<T>[] {
  return handlers.flatMap((handler) => {
    const listener = pick(handler);
    return listener ? [{ name: handler.name, listener }] : [];
  });
}
