import type { TraceParent } from './trace-parent';

/** Who a request or job works for. Every part is optional. */
export interface User {
  readonly id?: string;
  /** Goes into error events, and only where `errors.pii` allows it. */
  readonly name?: string;
  /** Goes into error events, and only where `errors.pii` allows it. */
  readonly email?: string;
}

/** The customer whose data a request or job works on, where one app serves several. */
export interface Tenant {
  readonly id?: string;
  readonly name?: string;
}

/** What a context is made from; all of it may be missing. */
export interface Origin {
  /** The id under which the caller knows this request; checked already. */
  readonly requestId?: string;
  /** The span of the caller, from `traceparent`. */
  readonly parent?: TraceParent | undefined;
  /** Whether that span is of the app itself, which sent the job. */
  readonly hasOwnParent?: boolean;
  /** The span of a caller that is not trusted: linked and logged, and it decides nothing. */
  readonly untrusted?: TraceParent;
  /** What the caller hands on with its trace, as W3C's header has it; of a caller that is trusted. */
  readonly baggage?: string | undefined;
  /** Returns the user; called late, because guards set the user after the request began. */
  readonly user?: () => User | undefined;
  /** Returns the tenant when an error report needs it. */
  readonly tenant?: () => Tenant | undefined;
  /** The work is over: answers from now on with what is known, and releases the rest. */
  settle?(): void;
}

/** What a context stands for: a request, a job, a call. It takes the error that ends it. */
export interface Failable {
  readonly ended: boolean;
  /** How it ended, once it has. */
  readonly outcome?: string;
  fail(error: unknown): void;
  /** Takes an error that ended a part of the work only; false when it cannot. */
  failPart?(error: unknown): boolean;
  markUnhandled?(): void;
  /** Takes an error that broke off an answer which had begun. */
  breakOff?(error: unknown): void;
}
