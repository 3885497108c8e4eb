import type { CheckHistory } from '../report/check-history';

/** The history of one check as JSON. */
export function presentHistory(history: CheckHistory): object {
  const { results, availability, recentAvailability, flips, latencyMs, lastFailure } = history;
  return {
    results,
    availability_percent: { since_start: availability, recent: recentAvailability },
    flips,
    last_flips: history.lastFlips.map(({ at, from, to }) => ({ at: isoOf(at), from, to })),
    latency_ms: latencyMs,
    ...(lastFailure && {
      last_failure: { at: isoOf(lastFailure.at), message: lastFailure.message },
    }),
  };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
