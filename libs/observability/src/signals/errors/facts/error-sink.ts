import type { ErrorLevel, RequestContext, RequestObservation } from '../../../core';

/** Where an error was captured; a label with few values. */
export type ErrorOrigin =
  | 'request'
  | 'job'
  | 'operation'
  | 'message'
  | 'task'
  | 'uncaught'
  | 'crash'
  | 'log'
  | 'captured'
  | 'business'
  | 'performance'
  | 'event';

/** What is known about an error besides itself. */
export interface ErrorFacts {
  /** `POST /orders`, `receipts send` or the operation's name. */
  readonly transaction: string | undefined;
  readonly context: RequestContext | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** @default 'uncaught' */
  readonly origin?: ErrorOrigin;
  /** Set if a text is reported instead of an error. */
  readonly message?: string;
  /** Its stack is the call site that reported the text. */
  readonly place?: Error;
  /** @default the level hint of the error, else 'error' */
  readonly level?: ErrorLevel;
  /** Groups errors, if the error itself has no fingerprint. */
  readonly fingerprint?: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
  /** The user concerned. @default the user of the context */
  readonly userId?: string;
  /** The request that it ended, or during which it was captured; described only for events that are sent. */
  readonly request?: RequestObservation;
}

/** A destination of errors. */
export interface ErrorSink {
  /** Whether it also takes business events. @default false */
  readonly takesEvents?: boolean;
  report(error: unknown, facts: ErrorFacts): void;
  /** Waits until everything is delivered, no longer than the limit in milliseconds. */
  flush(limitMs: number): Promise<void>;
}
