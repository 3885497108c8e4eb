import { errorChain } from '../../../core';
import { inOwnScope, nextTurn } from '../facts/next-turn';
import type { InScope, Turn } from '../facts/next-turn';
import type { ErrorFacts } from '../facts/error-sink';

/** An error that is reported, unless it crashes the process. */
export interface HeldError {
  readonly error: unknown;
  readonly facts: ErrorFacts;
}

interface Held extends HeldError {
  readonly inScope: InScope;
}

/** More are reported at once. The first ones stay held, because the first uncaught one crashes the process. */
const MAX_HELD = 20;

/**
 * Errors that a monitored method or a timer has just thrown. If no code catches one, it
 * crashes the process before the turn is over and is reported as a crash with these facts; otherwise
 * it is reported unchanged.
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

  /** Reports a crash with the facts of the held error; false if it is not held. */
  take(error: unknown, report: (facts: ErrorFacts) => void): boolean {
    const links = new Set(errorChain(error));
    const index = this.held.findIndex((one) =>
      errorChain(one.error).some((link) => links.has(link)),
    );
    if (index < 0) return false;
    const [{ facts, inScope }] = this.held.splice(index, 1) as [Held];
    inScope(() => report(facts));
    return true;
  }

  /** Reports all held errors. */
  release(): void {
    this.turn?.cancel();
    this.turn = undefined;
    const { held } = this;
    this.held = [];
    for (const { inScope, error, facts } of held) inScope(() => this.report({ error, facts }));
  }
}
