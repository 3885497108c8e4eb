import type { RequestContext } from '../context/request-context';
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

/** What a signal does with one kind of observation. It must not throw; if it does, it is counted. */
export interface Listener<T extends Observation> {
  begin?(observation: T): void;
  /** Runs the work inside what was begun, for example with its span active. */
  around?<R>(observation: T, work: () => R): R;
  end?(observation: T): void;
  /** Takes the beginning back: the call did no work yet, it only made an Observable or a generator. */
  discard?(observation: T): void;
}

/** Where an uncaught error surfaced: Node's event, or the failed start of the app. */
export type CrashOrigin = 'uncaughtException' | 'unhandledRejection' | 'start';

/** A signal: it says which kinds of observation it listens to, once, at start-up. */
export interface ObservationHandler {
  /** Names the signal in the drop counts. */
  readonly name: string;
  readonly requests?: Listener<RequestObservation>;
  readonly operations?: Listener<OperationObservation>;
  readonly measurements?: Listener<MeasurementObservation>;
  readonly logged?: Listener<LoggedObservation>;
  readonly jobs?: Listener<JobObservation>;
  readonly messages?: Listener<MessageObservation>;
  readonly tasks?: Listener<TaskObservation>;
  readonly checks?: Listener<CheckObservation>;
  readonly queries?: Listener<QueryObservation>;
  readonly caches?: Listener<CacheObservation>;
  /**
   * An error that ended no observation: it came too late, or from work that is not observed.
   * @param origin set when the process caught it, so that it may end the process
   */
  uncaught?(error: unknown, context: RequestContext | undefined, origin?: CrashOrigin): void;
  /** What the app reports by hand. */
  reported?(report: Report, context: RequestContext | undefined): void;
}
