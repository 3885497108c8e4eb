import { DropReporter, METRICS } from '../../../core';
import type { DropEpisode, Drops, MetricSink, Collector } from '../../../core';
import { levelName } from '../records/level';

const { logLinesDropped } = METRICS;

/** Counts dropped lines, for /metrics. */
export class LineDrops implements Collector {
  readonly name = 'dropped log lines';
  readonly metrics = [logLinesDropped];
  /** The exposed name of their metric. */
  metricName: string = logLinesDropped.name;
  private readonly counts = new Map<string, { labels: readonly string[]; lines: number }>();

  constructor(private readonly drops: Drops) {}

  count(destination: string, level: number, reason: string): void {
    const key = `${destination} ${level} ${reason}`;
    const known = this.counts.get(key);
    if (known) known.lines += 1;
    else this.counts.set(key, { labels: [destination, levelName(level), reason], lines: 1 });
    this.drops.count('logs', reason);
  }

  start(sink: MetricSink): void {
    this.metricName = sink.nameOf(logLinesDropped);
  }

  read(sink: MetricSink): void {
    for (const { labels, lines } of this.counts.values()) sink.set(logLinesDropped, labels, lines);
  }
}

/** The dependencies of a reporter. */
export interface LineDropParts {
  readonly drops: LineDrops;
  /** Writes a warning, but not to this destination. */
  readonly warn: (message: string) => void;
  /** Creates the log line that says that lines are accepted again. */
  readonly lineOf: (message: string, details: object) => string;
}

/** Reports the lines that a destination drops, by level. */
export class LineDropReporter {
  private readonly reporter: DropReporter<number>;

  constructor(
    private readonly destination: string,
    private readonly parts: LineDropParts,
  ) {
    const { drops, warn } = parts;
    const wording = {
      began: (reason: string) =>
        `The log destination "${destination}" is dropping lines (${reason}), the least important first. ` +
        `They are counted in ${drops.metricName}.`,
      ended: (episode: DropEpisode<number>) => this.messageOf(episode),
    };
    this.reporter = new DropReporter(wording, { quietMs: 0 });
    this.reporter.listen({
      dropped: (_count, reason, level = 0) => drops.count(destination, level, reason),
      warn,
    });
  }

  /** @param reason one of few values: 'stalled', 'no_space', 'closed', ... */
  drop(level: number, reason: string): void {
    this.reporter.dropped(1, reason, reason, level);
  }

  /** Lines are accepted again. @returns the line for the log, when lines were dropped */
  end(): string | undefined {
    const episode = this.reporter.delivered();
    if (!episode) return undefined;
    return this.parts.lineOf(this.messageOf(episode), {
      destination: this.destination,
      reason: episode.why,
      lines_dropped: Object.fromEntries(byLevel(episode)),
    });
  }

  private messageOf(episode: DropEpisode<number>): string {
    const shown = byLevel(episode).map(([level, count]) => `${count} ${level}`);
    return (
      `The log destination "${this.destination}" accepts lines again; ` +
      `${episode.count} were dropped (${episode.why}): ${shown.join(', ')}.`
    );
  }
}

/** The names of the levels and their numbers of lines, the least important level first. */
function byLevel({ byKind }: DropEpisode<number>): [string, number][] {
  const levels = [...byKind].toSorted(([a], [b]) => a - b);
  return levels.map(([level, count]) => [levelName(level), count]);
}
