import type { RequestContext } from '../context/request-context';
import type { MetricDefinition } from '../conventions/metric-definition';
import { isClientError } from './expected-errors';

/** How a piece of work ended. Aborted: the client went away first. */
export type Outcome = 'ok' | 'error' | 'aborted';

/**
 * One piece of work from begin to end. Plain objects of few fixed shapes: the signals read their
 * fields and nothing is looked up by name (the cost of a request is decided here).
 */
export abstract class Observation {
  outcome: Outcome = 'ok';
  /** The error the work ended with, whatever was thrown; see `failed`. */
  error: unknown = undefined;
  /** True when an error was handed over, even if what was thrown is undefined. */
  failed = false;
  /** Set once at the end. */
  durationSeconds = 0;
  ended = false;
  /** What the traces signal keeps between begin and end. */
  span: unknown = undefined;

  constructor(
    readonly startedAt: number,
    readonly context: RequestContext | undefined,
  ) {}

  /** Whether it failed unexpectedly, so that developers should be notified. */
  get isUnexpected(): boolean {
    return this.failed && !isClientError(this.error);
  }

  /** Hands over the error that ended the work; the first one stays. */
  fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.error = error;
    this.outcome = 'error';
  }
}

/** What is known of a monitored method before it is ever called. */
export interface Operation {
  /** `OrdersService.place`, or the name its author gave. */
  readonly name: string;
  readonly className: string;
  readonly methodName: string;
  /** Above this it is slow, in milliseconds. */
  readonly slowThresholdMs: number;
  /** Whether an error is reported with the arguments of the call. */
  readonly captureArguments?: boolean;
  /** A place of its own in each signal, so that a call looks nothing up by name. */
  readonly index: number;
}

/** One call of a monitored method. */
export class OperationObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly operation: Operation,
    /** The arguments, where they are to be reported with an error. */
    readonly args?: readonly unknown[],
    /** Whether it is the run of an Observable or a generator, which lasts as long as its reader likes. */
    readonly isStream = false,
  ) {
    super(startedAt, context);
  }
}

/** What `@Timed` or `@Counted` says of one method. */
export interface Measurement {
  /** A histogram or a counter; `outcome` is its last label. */
  readonly definition: MetricDefinition;
  /** The values of its other labels. */
  readonly labels: readonly string[];
}

/** One call of a method that `@Timed` or `@Counted` measures: a number and nothing else. */
export class MeasurementObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly measurement: Measurement,
  ) {
    super(startedAt, context);
  }
}

/** What `@Logged` says of one method. */
export interface LoggedMethod {
  readonly className: string;
  readonly methodName: string;
  /** The name of the logger that writes the lines. */
  readonly logger: string;
  /** The level of the lines that report the call and its success. */
  readonly level: 'trace' | 'debug' | 'info' | 'warn';
}

/** One call of a method that `@Logged` marks: lines and nothing else. */
export class LoggedObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly method: LoggedMethod,
    readonly argumentCount: number,
    /** Whether the call itself was logged already: an Observable runs with each subscription. */
    readonly isLaterRun: boolean,
  ) {
    super(startedAt, context);
  }
}

/** One attempt at a job of a queue. */
export class JobObservation extends Observation {
  constructor(
    startedAt: number,
    override readonly context: RequestContext,
    readonly queue: string,
    readonly job: {
      readonly id: string | undefined;
      readonly name: string;
      readonly attempt: number;
    },
    /** Whether a failure of this attempt is the job's last word. */
    public isLastAttempt: boolean,
  ) {
    super(startedAt, context);
  }

  /** A failure that will be tried again is handled. */
  override get isUnexpected(): boolean {
    return this.failed && this.isLastAttempt;
  }
}

/** One round of a health check. */
export class CheckObservation extends Observation {
  /** What this round found. */
  status: 'healthy' | 'degraded' | 'unhealthy' = 'healthy';
  message = '';
  /** What the check counts as after this round: one round alone may not change it. */
  settled: CheckObservation['status'] | undefined = undefined;

  constructor(
    startedAt: number,
    readonly indicator: { readonly name: string; readonly critical: boolean },
  ) {
    super(startedAt, undefined);
  }
}

/** One query or command to a database. */
export class QueryObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly database: {
      /** OpenTelemetry's `db.system.name`: postgresql, mysql, mariadb, sqlite, ... */
      readonly system: string;
      /** The connection's name in the app: `default`, or what the app calls it. */
      readonly alias: string;
    },
    readonly operation: QueryOperation,
  ) {
    super(startedAt, context);
  }
}

/** What a query does, in few words, since it is a label. */
export type QueryOperation = 'select' | 'insert' | 'update' | 'delete' | 'other';

/** One operation on a cache. */
export class CacheObservation extends Observation {
  /** What came of it; hit and miss for reads, ok for the rest. */
  result: 'hit' | 'miss' | 'ok' | 'error' = 'ok';
  /** Whether it lasts as long as the app wants to wait, so that its duration says nothing of the cache. */
  isWait = false;

  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    /** The cache's name in the app. */
    readonly cache: string,
    /** `get`, `set`, `del`, ... as the client calls it. */
    readonly operation: string,
  ) {
    super(startedAt, context);
  }
}
