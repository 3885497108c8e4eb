import { systemClock } from '../time/clock';
import type { Clock } from '../time/clock';
import type { RequestContext } from '../context/request-context';
import { Drops } from '../async/drops';
import { Channel } from './channel';
import { isExpected } from './expected-errors';
import type { NamedListener } from './channel';
import type { CrashOrigin, Listener, ObservationHandler } from './handler';
import type {
  CacheObservation,
  CheckObservation,
  JobObservation,
  LoggedObservation,
  MeasurementObservation,
  Observation,
  OperationObservation,
  QueryObservation,
} from './observation';
import type { RequestObservation } from './request-observation';
import type { MessageObservation } from './message-observation';
import type { Report } from './report';
import type { TaskObservation } from './task-observation';

/**
 * Where capture and signals meet: capture begins and ends observations here, the signals listen.
 * One per application; two applications in one process have nothing in common.
 */
export class Observer {
  readonly requests: Channel<RequestObservation>;
  readonly operations: Channel<OperationObservation>;
  readonly measurements: Channel<MeasurementObservation>;
  readonly logged: Channel<LoggedObservation>;
  readonly jobs: Channel<JobObservation>;
  readonly messages: Channel<MessageObservation>;
  readonly tasks: Channel<TaskObservation>;
  readonly checks: Channel<CheckObservation>;

  readonly queries: Channel<QueryObservation>;
  readonly caches: Channel<CacheObservation>;
  private readonly closings: (() => void)[] = [];

  constructor(
    private readonly handlers: readonly ObservationHandler[],
    readonly clock: Clock = systemClock,
    readonly drops: Drops = new Drops(),
  ) {
    const channel = <T extends Observation>(
      pick: (handler: ObservationHandler) => Listener<T> | undefined,
    ): Channel<T> => new Channel(listenersOf(handlers, pick), clock, drops);
    this.requests = channel((h) => h.requests);
    this.operations = channel((h) => h.operations);
    this.measurements = channel((h) => h.measurements);
    this.logged = channel((h) => h.logged);
    this.jobs = channel((h) => h.jobs);
    this.messages = channel((h) => h.messages);
    this.tasks = channel((h) => h.tasks);
    this.checks = channel((h) => h.checks);
    this.queries = channel((h) => h.queries);
    this.caches = channel((h) => h.caches);
  }

  /** @param undo takes something off that outlives the app, such as what observes a shared client */
  whenClosed(undo: () => void): void {
    this.closings.push(undo);
  }

  /** The app has ended. */
  close(): void {
    for (const undo of this.closings.splice(0)) {
      try {
        undo();
      } catch {
        this.drops.count('integrations');
      }
    }
  }

  /**
   * Reports an error that ended no observation to the signals.
   * @param origin set when the process caught it; such an error may end the process, whatever its code
   */
  uncaught(error: unknown, context: RequestContext | undefined, origin?: CrashOrigin): void {
    if (origin !== undefined || !isExpected(error, context?.observation?.outcome))
      this.unexpected(error, context, origin);
  }

  /** The same for an error that is known to be unexpected. */
  unexpected(error: unknown, context: RequestContext | undefined, origin?: CrashOrigin): void {
    for (const handler of this.handlers) {
      try {
        handler.uncaught?.(error, context, origin);
      } catch {
        this.drops.count(handler.name);
      }
    }
  }

  /** Passes on to the signals what the app reports by hand. */
  report(report: Report, context: RequestContext | undefined): void {
    for (const handler of this.handlers) {
      try {
        handler.reported?.(report, context);
      } catch {
        this.drops.count(handler.name);
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
