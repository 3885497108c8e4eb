import { levelName } from '../records/level';
import type { LineLosses } from './line-losses';

/** What a report needs. */
export interface LossReportParts {
  readonly losses: LineLosses;
  /** Writes a warning somewhere other than to this destination. */
  readonly warn: (message: string) => void;
  /** Makes the log line that says that lines are accepted again. */
  readonly lineOf: (message: string, details: object) => string;
}

/** Counts the lines that a destination drops, and warns once when that begins and once when it has ended. */
export class LossReport {
  private readonly lost = new Map<number, number>();
  private reason = '';

  constructor(
    private readonly destination: string,
    private readonly parts: LossReportParts,
  ) {}

  /** @param reason a word: 'stalled', 'no_space', 'closed', ... */
  lose(level: number, reason: string): void {
    if (this.lost.size === 0) this.begin(reason);
    this.lost.set(level, (this.lost.get(level) ?? 0) + 1);
    this.parts.losses.count(this.destination, level, reason);
  }

  /** Lines are accepted again. @returns the line for the log, when lines were dropped */
  end(): string | undefined {
    if (this.lost.size === 0) return undefined;
    const levels = [...this.lost].toSorted(([a], [b]) => a - b);
    const lines = levels.reduce((sum, [, count]) => sum + count, 0);
    const byLevel = Object.fromEntries(levels.map(([level, count]) => [levelName(level), count]));
    const shown = levels.map(([level, count]) => `${count} ${levelName(level)}`).join(', ');
    const message = `The log destination "${this.destination}" accepts lines again; ${lines} were dropped (${this.reason}): ${shown}.`;
    this.lost.clear();
    this.parts.warn(message);
    return this.parts.lineOf(message, {
      destination: this.destination,
      reason: this.reason,
      lines_lost: byLevel,
    });
  }

  private begin(reason: string): void {
    this.reason = reason;
    this.parts.warn(
      `The log destination "${this.destination}" is dropping lines (${reason}), the least important first. ` +
        `They are counted in ${this.parts.losses.metricName}.`,
    );
  }
}
