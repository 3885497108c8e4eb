import { rules } from '../../core';

/** Where finished log lines go. */
export interface LogDestination {
  /** Takes one line, its newline included. */
  write(line: string): void;
}

/** What is logged, how, and where to. */
export interface LogsOptions {
  /** The least level that is written. @default LOG_LEVEL, else 'info' in production and 'debug' elsewhere */
  level?: string;
  /** One JSON object a line, or coloured text for a terminal (needs pino-pretty). @default 'json' */
  format?: 'json' | 'pretty';
  /** Whether each request gets its access line; errors get theirs in any case. @default true */
  requests?: boolean;
  /** Keys to redact besides the built-in ones, in any case, at any depth. @default none */
  redactKeys?: readonly string[];
  /** Whether Nest's own logger writes here too. @default true */
  replaceNestLogger?: boolean;
  /** Where the lines go. @default standard output, in batches */
  destination?: LogDestination;
}

/** The options with everything filled in; a destination stays optional: stdout is made when needed. */
export type ResolvedLogsOptions = Required<Omit<LogsOptions, 'destination'>> &
  Pick<LogsOptions, 'destination'>;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export const LOGS_DEFAULTS: Omit<ResolvedLogsOptions, 'level'> = {
  format: 'json',
  requests: true,
  redactKeys: [],
  replaceNestLogger: true,
  destination: undefined,
};

export const LOGS_RULES = rules.section<LogsOptions>({
  level: rules.oneOf(...LOG_LEVELS),
  format: rules.oneOf('json', 'pretty'),
  requests: rules.boolean,
  redactKeys: rules.listOf(rules.text()),
  replaceNestLogger: rules.boolean,
  destination: rules.objectWith('write'),
});
