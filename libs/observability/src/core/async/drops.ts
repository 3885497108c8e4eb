/** How much telemetry one part dropped, and why. */
export interface Drop {
  /** The part that dropped it: `logs`, `errors`, `metrics`, ... */
  readonly part: string;
  /** In one or two words, since it is a label; '' where the part says it all. */
  readonly reason: string;
  readonly count: number;
}

/**
 * Counts what telemetry dropped or got wrong, by part and reason. Telemetry never throws into the
 * app (OpenTelemetry specification, error-handling.md), so its own faults show only here.
 */
export class Drops {
  private readonly counts = new Map<string, { part: string; reason: string; count: number }>();

  /** @param reason one of few words: it becomes a label */
  count(part: string, reason = '', amount = 1): void {
    const key = `${part}\n${reason}`;
    const known = this.counts.get(key);
    if (known) known.count += amount;
    else this.counts.set(key, { part, reason, count: amount });
  }

  /** Part, reason and count, for the metric. */
  byReason(): Iterable<Drop> {
    return this.counts.values();
  }

  /** Part and count, whatever the reasons. */
  entries(): Iterable<[string, number]> {
    const parts = new Map<string, number>();
    for (const { part, count } of this.counts.values()) {
      parts.set(part, (parts.get(part) ?? 0) + count);
    }
    return parts.entries();
  }
}
