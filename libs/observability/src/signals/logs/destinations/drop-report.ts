import { levelName } from '../records/level';
import type { LineDrops } from './line-drops';

/** The dependencies of a report. */
export interface DropReportParts {
  readonly drops: LineDrops;
  /** Writes a warning, but not to this destination. */
  readonly warn: (message: string) => void;
  /** Creates the log line that says that lines are accepted again. */
  readonly lineOf: (message: string, details: object) => string;
}

/** Counts the lines that a destination drops, and warns once at the beginning and once at the end. */
export class DropReport {
  private readonly dropped = new Map<number, number>();
  private reason = '';

  constructor(
    private readonly destination: string,
    private readonly parts: DropReportParts,
  ) {}

  /** @param reason one of few values: 'stalled', 'no_space', 'closed', ... */
  drop(level: number, reason: string): void {
    if (this.dropped.size === 0) this.begin(reason);
    this.dropped.set(level, (this.dropped.get(level) ?? 0) + 1);
    this.parts.drops.count(this.destination, level, reason);
  }

  /** Lines are accepted again. @returns the line for the log, when lines were dropped */
  end(): string | undefined {
    if (this.dropped.size === 0) return undefined;
    const levels = [...this.dropped].toSorted(([a], [b]) => a - b);
    const lines = levels.reduce((sum, [, count]) => sum + count, 0);
    const byLevel = Object.fromEntries(levels.map(([level, count]) => [levelName(level), count]));
    const shown = levels.map(([level, count]) => `${count} ${levelName(level)}`).join(', ');
    const message = `The log destination "${this.destination}" accepts lines again; ${lines} were dropped (${this.reason}): ${shown}.`;
    this.dropped.clear();
    this.parts.warn(message);
    return this.parts.lineOf(message, {
      destination: this.destination,
      reason: this.reason,
      lines_dropped: byLevel,
    });
  }

  private begin(reason: string): void {
    this.reason = reason;
    this.parts.warn(
      `The log destination "${this.destination}" is dropping lines (${reason}), the least important first. ` +
        `They are counted in ${this.parts.drops.metricName}.`,
    );
  }
}
