import { Drops, Redactor } from '../../../core';
import { NamedLoggers } from '../loggers/named-loggers';
import type { LoggersParts } from '../loggers/named-loggers';

/** One line of the log, read back. */
export type RecordedLine = Record<string, unknown>;

/** NamedLoggers whose lines are kept. */
export interface RecordedLoggers {
  readonly loggers: NamedLoggers;
  readonly lines: RecordedLine[];
  readonly drops: Drops;
}

/** Real loggers whose only destination keeps what it gets; info and above unless configured otherwise. */
export function recordedLoggers(parts: Partial<LoggersParts> = {}): RecordedLoggers {
  const lines: RecordedLine[] = [];
  const destination = {
    write: (line: string): void => void lines.push(JSON.parse(line) as RecordedLine),
  };
  const drops = new Drops();
  const loggers = new NamedLoggers({
    level: 'info',
    options: {},
    service: { name: 'shop', version: '1', environment: 'test' },
    destinations: { for: () => destination },
    redactor: new Redactor(),
    drops,
    ...parts,
  });
  return { loggers, lines, drops };
}
