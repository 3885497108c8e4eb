import type { ErrorLevel, RequestContext, RequestObservation } from '../../core';

/** Where an error was met; a label, so the words are few. */
export type ErrorOrigin =
  | 'request'
  | 'job'
  | 'operation'
  | 'message'
  | 'task'
  | 'stray'
  | 'crash'
  | 'log'
  | 'captured'
  | 'business'
  | 'performance'
  | 'event';

/** What is known of an error besides itself. */
export interface ErrorFacts {
  /** `POST /orders`, `receipts send` or the operation's name. */
  readonly transaction: string | undefined;
  readonly context: RequestContext | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** @default 'stray' */
  readonly origin?: ErrorOrigin;
  /** What is reported is this text and no error. */
  readonly message?: string;
  /** Made where the app reports that text, for its stack. */
  readonly place?: Error;
  /** @default what the error itself says, else 'error' */
  readonly level?: ErrorLevel;
  /** What makes two of them the same, where the error does not say it. */
  readonly fingerprint?: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Whom it is about. @default the user of the context */
  readonly userId?: string;
  /** The request that it ended, or during which it was met; described only for what is sent. */
  readonly request?: RequestObservation;
}

/** Where errors go. */
export interface ErrorSink {
  /** Whether it takes events of the business besides errors. @default false */
  readonly takesEvents?: boolean;
  report(error: unknown, facts: ErrorFacts): void;
  /** Waits until everything is delivered, no longer than the limit in milliseconds. */
  flush(limitMs: number): Promise<void>;
}
