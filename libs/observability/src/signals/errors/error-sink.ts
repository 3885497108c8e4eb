import type { RequestContext } from '../../core';

/** What is known of an error besides itself. */
export interface ErrorFacts {
  /** `POST /orders`, `receipts send` or the operation's name. */
  readonly transaction: string | undefined;
  readonly context: RequestContext | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly request?: { readonly method: string; readonly url: string };
}

/** Where errors go. */
export interface ErrorSink {
  report(error: unknown, facts: ErrorFacts): void;
  /** Waits until everything is delivered, no longer than the limit in milliseconds. */
  flush(limitMs: number): Promise<void>;
}
