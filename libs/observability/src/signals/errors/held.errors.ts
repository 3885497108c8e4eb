import { errorChain } from '../../core';
import type { ErrorFacts } from './error-sink';

/** An error that is to be reported, unless it ends the process. */
export interface HeldError {
  readonly error: unknown;
  readonly facts: ErrorFacts;
}

/** More at the same time are a storm, and none of them waits. */
const MAX_HELD = 20;

/**
 * Errors that a monitored method or a timer has just thrown. Where no code catches one it ends the
 * process before the turn is over, and is a crash with all that is known here; else it is reported
 * as it is.
 */
export class HeldErrors {
  private held: HeldError[] = [];
  private soon: NodeJS.Immediate | undefined;

  constructor(private readonly report: (held: HeldError) => void) {}

  hold(one: HeldError): void {
    this.held.push(one);
    if (this.held.length > MAX_HELD) this.report(this.held.shift()!);
    this.soon ??= setImmediate(() => this.release());
  }

  /** What is known of the error that ends the process; it is not reported otherwise. */
  take(error: unknown): ErrorFacts | undefined {
    const links = new Set(errorChain(error));
    const place = this.held.findIndex((one) =>
      errorChain(one.error).some((link) => links.has(link)),
    );
    return place < 0 ? undefined : this.held.splice(place, 1)[0]?.facts;
  }

  /** Reports all that is held. */
  release(): void {
    clearImmediate(this.soon);
    this.soon = undefined;
    const { held } = this;
    this.held = [];
    for (const one of held) this.report(one);
  }
}
