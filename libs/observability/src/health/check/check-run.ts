import { LoopLimit } from '../../core';
import { checkFinding } from './check-finding';
import type { CompleteFinding } from './check-finding';
import type { HealthIndicator } from '../model/contract';

/** From this on a blocked event loop is worth a word, and what was found meanwhile a second try. */
export const MIN_BLOCKED_MS = 500;

/** One check of an indicator. */
export interface CheckRun {
  /** What it found in its time; undefined when that was over. Never rejects. */
  readonly inTime: Promise<CompleteFinding | undefined>;
  /** When the indicator has come to its end, be it late. Never rejects. */
  readonly ended: Promise<unknown>;
  /** How long something has blocked the event loop meanwhile, in milliseconds. */
  readonly blockedMs: number;
}

/**
 * Checks once; when the time is over, the indicator's signal is aborted. Trouble that is found
 * while the event loop was blocked may be the loop's, since drivers and indicators have timers of
 * their own: then it is checked once more.
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

/** What is late is late in loop time, which leaves no doubt. */
function isInDoubt(found: CompleteFinding | undefined, blockedMs: number): boolean {
  return found !== undefined && found.status !== 'healthy' && blockedMs >= MIN_BLOCKED_MS;
}
