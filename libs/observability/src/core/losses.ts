/**
 * Counts what telemetry lost or got wrong, by part and reason. Telemetry never throws into the
 * app (OpenTelemetry specification, error-handling.md), so this is how its own faults are heard.
 */
export class Losses {
  private readonly counts = new Map<string, number>();

  count(part: string): void {
    this.counts.set(part, (this.counts.get(part) ?? 0) + 1);
  }

  /** Part and count, for the metric. */
  entries(): Iterable<[string, number]> {
    return this.counts.entries();
  }
}
