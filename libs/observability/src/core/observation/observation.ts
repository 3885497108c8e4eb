import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext } from '../context/request-context';
import type { MetricDefinition } from '../conventions/metric-definition';
import { isClientError, isPlanned } from './planned';

/** nginx's word for a request whose client went away before an answer; no RFC has one. */
export const CLIENT_CLOSED_REQUEST = 499;

/** How a piece of work ended. Aborted: whoever asked for it went away first. */
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

  /** Whether it failed in a way that nobody planned, so that developers want to hear of it. */
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

/** What frameworks add to the request; read when a signal needs it. */
export interface FrameworkRequest {
  readonly ip?: string;
  readonly user?: unknown;
}

/** One HTTP request, from the first byte of its headers to the last of its answer. */
export class RequestObservation extends Observation {
  /** The template of the route, with prefix and version; '' while unknown. */
  route = '';
  status = 0;
  /** Bytes of the bodies on the wire; undefined when there was none. Set at the end. */
  requestBodyBytes: number | undefined = undefined;
  responseBodyBytes: number | undefined = undefined;
  /** As it came; a middleware may rewrite the request's. */
  readonly method: string;
  private isUnhandled = false;
  private hasFailedPart = false;

  constructor(
    startedAt: number,
    override readonly context: RequestContext,
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    /** The same request as the framework sees it: Express's is the raw one, Fastify's wraps it. */
    public framework: FrameworkRequest,
  ) {
    super(startedAt, context);
    this.method = request.method ?? '';
  }

  /**
   * What was answered decides: an error that a filter of the app turned into a 404 was planned.
   * One that came when the answer had begun, or that Nest itself calls unhandled, was not.
   */
  override get isUnexpected(): boolean {
    if (!this.failed || this.hasFailedPart || this.status >= 500) return this.failed;
    const cameTooLate = this.isUnhandled || this.status === CLIENT_CLOSED_REQUEST;
    return cameTooLate && !isPlanned(this.error);
  }

  override fail(error: unknown): void {
    if (this.response.headersSent) this.isUnhandled = true;
    super.fail(error);
  }

  /** An error that the answer is silent about; whoever tells knows that it was not planned. */
  failPart(error: unknown): boolean {
    const isTaken = this.failed && !isPlanned(this.error);
    if (this.ended || this.hasFailedPart || isTaken) return false;
    this.hasFailedPart = true;
    this.failed = false;
    super.fail(error);
    return true;
  }

  /** Nest has found nobody who handles the error; it says so in the log. */
  markUnhandled(): void {
    this.isUnhandled = true;
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
  /** A place of its own in each signal, so that a call looks nothing up by name. */
  readonly index: number;
}

/** One call of a monitored method. */
export class OperationObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly operation: Operation,
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
  /** The level of the lines that tell of the call and of its success. */
  readonly level: 'trace' | 'debug' | 'info' | 'warn';
}

/** One call of a method that `@Logged` marks: lines and nothing else. */
export class LoggedObservation extends Observation {
  constructor(
    startedAt: number,
    context: RequestContext | undefined,
    readonly method: LoggedMethod,
    readonly argumentCount: number,
    /** Whether the call itself was told already: an Observable runs with each subscription. */
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
  status: 'healthy' | 'degraded' | 'unhealthy' = 'healthy';
  message = '';

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
