import { redactPattern, rules } from '../../core';
import type { DestinationOptions } from './destinations/destination.options';
import { destinationsRule } from './destinations/destination.rules';
import type { LogTarget } from './destinations/log-destination';
import { LOG_FORMATS } from './formats/format';
import type { LogFormat } from './formats/format';
import { LOGGERS_DEFAULTS, LOGGERS_RULES } from './loggers/loggers.options';
import type { LoggersOptions } from './loggers/loggers.options';

export type { LogDestination, LogStream, LogTarget } from './destinations/log-destination';

/** What is logged, how, and where to. */
export interface LogsOptions extends LoggersOptions {
  /** The least level that is written. @default LOG_LEVEL, else 'info' in production and 'debug' elsewhere */
  level?: string;
  /** How lines look where their destination says nothing else; 'pretty' needs pino-pretty. @default 'json' */
  format?: LogFormat;
  /** Whether each request gets its access line; errors get theirs in any case. @default true */
  requests?: boolean;
  /** Keys to redact besides the built-in ones, in any case, at any depth. @default none */
  redactKeys?: readonly string[];
  /** Forms to redact besides the built-in ones, in any text; they see 16 KiB of it at most. @default none */
  redactPatterns?: readonly RegExp[];
  /** Whether Nest's own logger writes here too. @default true */
  replaceNestLogger?: boolean;
  /** Where the lines go, by names of your choice. @default standard output */
  destinations?: Record<string, DestinationOptions>;
  /** The short form for a single destination of your own. @default none */
  destination?: LogTarget;
}

/** The options with everything filled in; a destination of one's own stays optional. */
export type ResolvedLogsOptions = Required<Omit<LogsOptions, 'destination'>> &
  Pick<LogsOptions, 'destination'>;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export const LOGS_DEFAULTS: Omit<ResolvedLogsOptions, 'level' | 'levelSignal'> = {
  ...LOGGERS_DEFAULTS,
  format: 'json',
  requests: true,
  redactKeys: [],
  redactPatterns: [],
  replaceNestLogger: true,
  destinations: {},
  destination: undefined,
};

export const LOGS_RULES = rules.section<LogsOptions>({
  ...LOGGERS_RULES,
  level: rules.oneOf(...LOG_LEVELS),
  format: rules.oneOf(...LOG_FORMATS),
  requests: rules.boolean,
  redactKeys: rules.listOf(rules.text()),
  redactPatterns: rules.listOf(redactPattern),
  replaceNestLogger: rules.boolean,
  destinations: destinationsRule,
  destination: rules.objectWith('write'),
});
