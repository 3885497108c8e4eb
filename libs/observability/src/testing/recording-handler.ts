import type {
  CacheObservation,
  CheckObservation,
  JobObservation,
  MessageObservation,
  Listener,
  Observation,
  ObservationHandler,
  OperationObservation,
  QueryObservation,
  RequestObservation,
  TaskObservation,
} from '../core';

/** Records every ended observation, for assertions in tests. */
export class RecordingHandler implements ObservationHandler {
  readonly name = 'recorder';
  readonly endedRequests: RequestObservation[] = [];
  readonly endedOperations: OperationObservation[] = [];
  readonly endedJobs: JobObservation[] = [];
  readonly endedMessages: MessageObservation[] = [];
  readonly endedTasks: TaskObservation[] = [];
  readonly endedChecks: CheckObservation[] = [];
  readonly endedQueries: QueryObservation[] = [];
  readonly endedCaches: CacheObservation[] = [];
  readonly uncaughtErrors: unknown[] = [];

  readonly requests = into(this.endedRequests);
  readonly operations = into(this.endedOperations);
  readonly jobs = into(this.endedJobs);
  readonly messages = into(this.endedMessages);
  readonly tasks = into(this.endedTasks);
  readonly checks = into(this.endedChecks);
  readonly queries = into(this.endedQueries);
  readonly caches = into(this.endedCaches);

  uncaught(error: unknown): void {
    this.uncaughtErrors.push(error);
  }
}

function into<T extends Observation>(list: T[]): Listener<T> {
  return { end: (observation) => void list.push(observation) };
}
