import { askedFinding } from './asked-finding';
import type { WholeFinding } from './asked-finding';
import type { HealthIndicator } from './contract';
import { orWhenLate } from './time-limit';

/** One asking of an indicator. */
export interface CheckRun {
  /** What it found in its time; undefined when that was over. Never rejects. */
  readonly inTime: Promise<WholeFinding | undefined>;
  /** When the indicator has come to its end, be it late. Never rejects. */
  readonly ended: Promise<unknown>;
}

/** Asks once; when the time is over, the indicator's signal is aborted. */
export function runCheck(indicator: HealthIndicator, timeoutMs: number): CheckRun {
  const abort = new AbortController();
  const ended = askedFinding(indicator, abort.signal);
  const inTime = orWhenLate<WholeFinding | undefined>(ended, timeoutMs, () => {
    abort.abort();
    return undefined;
  });
  return { inTime, ended };
}
