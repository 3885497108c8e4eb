import { errorChain } from '../../core';
import { inOwnScope, nextTurn } from './next-turn';
import type { InScope, Turn } from './next-turn';
import type { ErrorFacts } from './error-sink';

/** An error that is to be reported, unless it ends the process. */
export interface HeldError {
  readonly error: unknown;
  readonly facts: ErrorFacts;
}

interface Held extends HeldError {
  readonly inScope: InScope;
}

/** More at the same time are a storm. Those that came first stay held: the first one ends the process. */
const MAX_HELD = 20;

/**
 * Errors that a monitored method or a timer has just thrown. Where no code catches one it ends the
 * process before the turn is over, and is a crash with all that is known here; else it is reported
 * as it is.
 */
export class HeldErrors {
  private held: Held[] = [];
  private turn: Turn | undefined;

  constructor(private readonly report: (one: HeldError) => void) {}

  hold(one: HeldError): void {
    if (this.held.length >= MAX_HELD) {
      this.report(one);
      return;
    }
    this.held.push({ ...one, inScope: inOwnScope() });
    this.turn ??= nextTurn(() => this.release());
  }

  /** Reports the error that ends the process, with what is known of it; false when it is not held. */
  take(error: unknown, report: (facts: ErrorFacts) => void): boolean {
    const links = new Set(errorChain(error));
    const place = this.held.findIndex((one) =>
      errorChain(one.error).some((link) => links.has(link)),
    );
    if (place < 0) return false;
    const [{ facts, inScope }] = this.held.splice(place, 1) as [Held];
    inScope(() => report(facts));
    return true;
  }

  /** Reports all that is held. */
  release(): void {
    this.turn?.cancel();
    this.turn = undefined;
    const { held } = this;
    this.held = [];
    for (const { inScope, error, facts } of held) inScope(() => this.report({ error, facts }));
  }
}
