import { errorTexts, LoopStopwatch, withTimeout } from '../../core';
import type { HealthIndicator } from '../model/contract';
import { completeFinding, unhealthy } from './check-finding';
import type { CompleteFinding } from './check-finding';

/** From this duration on, a blocked event loop is mentioned in the message, and a failed check is retried. */
export const MIN_BLOCKED_MS = 500;

/** One check of an indicator. */
export interface CheckRun {
  /** The finding; undefined when the indicator returned none by its timeout. Never rejects. */
  readonly inTime: Promise<CompleteFinding | undefined>;
  /** Resolves when the indicator has finished, possibly after the timeout. Never rejects. */
  readonly ended: Promise<unknown>;
  /** How long the event loop was blocked during the check, in milliseconds. */
  readonly blockedMs: number;
}

/**
 * Runs a check; on timeout, the indicator's signal is aborted. A failure while the event loop was
 * blocked may be caused by the loop, because drivers and indicators have timers of their own: then
 * the check is retried once.
 */
export function runCheck(indicator: HealthIndicator, timeoutMs: number): CheckRun {
  const first = attempt(indicator, timeoutMs);
  let second: CheckRun | undefined;
  const inTime = first.inTime.then((found) => {
    if (!isInDoubt(found, first.blockedMs)) return found;
    second = attempt(indicator, timeoutMs);
    return second.inTime;
  });
  return {
    inTime,
    ended: inTime.then(() => (second ?? first).ended),
    get blockedMs() {
      return first.blockedMs + (second?.blockedMs ?? 0);
    },
  };
}

function attempt(indicator: HealthIndicator, timeoutMs: number): CheckRun {
  const stopwatch = new LoopStopwatch();
  let ended: Promise<CompleteFinding | undefined> = Promise.resolve(undefined);
  const inTime = withTimeout((signal) => {
    ended = findingOf(indicator, signal);
    return ended;
  }, timeoutMs);
  return {
    // The indicator's own failure is a finding, so that only the timeout rejects.
    inTime: inTime.catch(() => undefined).finally(() => stopwatch.stop()),
    ended,
    get blockedMs() {
      return stopwatch.blockedMs;
    },
  };
}

/**
 * The validated result of an indicator. Never throws, never rejects: an indicator that does,
 * or that returns no valid finding, is unhealthy. After the timeout only what it found wrong counts:
 * it may know which of its clients gave no answer, and its rejection says no more than that it was late.
 */
async function findingOf(
  indicator: HealthIndicator,
  signal: AbortSignal,
): Promise<CompleteFinding | undefined> {
  try {
    const answer: unknown = await indicator.check(signal);
    const finding = completeFinding(answer) ?? unhealthy('The check returned no valid result');
    return signal.aborted && finding.status === 'healthy' ? undefined : finding;
  } catch (error) {
    return signal.aborted
      ? undefined
      : unhealthy(`Health check failed: ${errorTexts(error).message}`);
  }
}

/** A timeout is measured in loop time, so it is never in doubt. */
function isInDoubt(found: CompleteFinding | undefined, blockedMs: number): boolean {
  return found !== undefined && found.status !== 'healthy' && blockedMs >= MIN_BLOCKED_MS;
}

const MAX_LATE = 2;

/**
 * The checks of one indicator that timed out and have not finished. A check that ignores the
 * `AbortSignal` still holds its resources, and another check would take as many again.
 */
export class LateChecks {
  private count = 0;
  private lastAddedAt = 0;

  /** @param ended resolves when the check finally finishes */
  add(ended: Promise<unknown>, now: number): void {
    this.count += 1;
    this.lastAddedAt = now;
    void ended.finally(() => {
      this.count -= 1;
    });
  }

  /** Whether no further check may start, however long it takes. */
  get isAtLimit(): boolean {
    return this.count >= MAX_LATE;
  }

  /** Whether a check may start: none is late, or only one, which has had twice its timeout. */
  mayStart(now: number, timeoutMs: number): boolean {
    if (this.count === 0) return true;
    return !this.isAtLimit && now - this.lastAddedAt >= timeoutMs;
  }
}
