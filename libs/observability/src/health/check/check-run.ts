import { LoopLimit } from '../../core';
import { checkFinding } from './check-finding';
import type { CompleteFinding } from './check-finding';
import type { HealthIndicator } from '../model/contract';

/** From this duration on, a blocked event loop is mentioned in the message, and a failed check is retried. */
export const MIN_BLOCKED_MS = 500;

/** One check of an indicator. */
export interface CheckRun {
  /** The finding; undefined when the check timed out. Never rejects. */
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
  const abort = new AbortController();
  const ended = checkFinding(indicator, abort.signal);
  let limit: LoopLimit | undefined;
  const late = new Promise<undefined>((resolve) => {
    limit = new LoopLimit(timeoutMs, () => {
      abort.abort();
      resolve(undefined);
    });
  });
  const inTime = Promise.race([ended, late]).finally(() => limit?.clear());
  return {
    inTime,
    ended,
    get blockedMs() {
      return limit?.blockedMs ?? 0;
    },
  };
}

/** A timeout is measured in loop time, so it is never in doubt. */
function isInDoubt(found: CompleteFinding | undefined, blockedMs: number): boolean {
  return found !== undefined && found.status !== 'healthy' && blockedMs >= MIN_BLOCKED_MS;
}
