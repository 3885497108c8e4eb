import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { RequestContext } from '../context/request-context';
import { Losses } from '../losses';
import { Channel } from './channel';
import { isPlanned } from './planned';
import type { NamedListener } from './channel';
import type { Listener, ObservationHandler } from './handler';
import type {
  CheckObservation,
  JobObservation,
  Observation,
  OperationObservation,
  RequestObservation,
} from './observation';

/**
 * Where capture and signals meet: capture begins and ends observations here, the signals listen.
 * One per application; two applications in one process have nothing in common.
 */
export class Observer {
  readonly requests: Channel<RequestObservation>;
  readonly operations: Channel<OperationObservation>;
  readonly jobs: Channel<JobObservation>;
  readonly checks: Channel<CheckObservation>;

  constructor(
    private readonly handlers: readonly ObservationHandler[],
    readonly clock: Clock = systemClock,
    readonly losses: Losses = new Losses(),
  ) {
    this.requests = new Channel(
      listenersOf(handlers, (h) => h.requests),
      clock,
      losses,
    );
    this.operations = new Channel(
      listenersOf(handlers, (h) => h.operations),
      clock,
      losses,
    );
    this.jobs = new Channel(
      listenersOf(handlers, (h) => h.jobs),
      clock,
      losses,
    );
    this.checks = new Channel(
      listenersOf(handlers, (h) => h.checks),
      clock,
      losses,
    );
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
