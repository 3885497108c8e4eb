import { pathMatcher, redactPattern, rules } from '../../core';
import type { PathMatcher } from '../../core';
import type { AnsweredRequest } from './lines/access-levels';
import type { DestinationOptions } from './destinations/destination.options';
import { destinationsRule } from './destinations/destination.rules';
import type { LogTarget } from './destinations/log-destination';
import { LOG_FORMATS } from './formats/format';
import type { LogFormat } from './formats/format';
import { LOGGERS_DEFAULTS, LOGGERS_RULES } from './loggers/loggers.options';
import type { LoggersOptions } from './loggers/loggers.options';
import { LOG_LEVELS } from './records/level';

export type { LogDestination, LogStream, LogTarget } from './destinations/log-destination';

/** What is logged, how, and where. */
export interface LogsOptions extends LoggersOptions {
  /** The minimum level that is written. @default LOG_LEVEL, else 'info' in production and 'debug' elsewhere */
  level?: string;
  /** The format of lines, unless their destination has its own; 'pretty' needs pino-pretty. @default 'json'; in development 'pretty' on a terminal */
  format?: LogFormat;
  /** Whether each request gets an access line; errors are logged in any case. @default true */
  requests?: boolean;
  /** Routes and paths whose requests get no access line; `*` at the end matches any rest. @default none */
  ignore?: readonly PathMatcher[];
  /** The level of the access lines of responses from 400 to 499; those of failed requests have `error`. @default 'info' */
  clientErrorLevel?: string;
  /** Returns the level of a request's access line, `silent` for none; undefined for the default one. @default none */
  requestLevel?: (request: AnsweredRequest) => string | undefined;
  /** Additional keys to redact, case-insensitive, at any depth. @default none */
  redactKeys?: readonly string[];
  /** Additional patterns to redact in any text; they are matched against its first 16 KiB. @default none */
  redactPatterns?: readonly RegExp[];
  /** Whether Nest's own logger also writes to this log. @default true */
  replaceNestLogger?: boolean;
  /** The destinations of lines, by names of your choice. @default standard output */
  destinations?: Record<string, DestinationOptions>;
  /** The short form for your own single destination. @default none */
  destination?: LogTarget;
}

/** The options with all defaults; a custom destination stays optional. */
export type ResolvedLogsOptions = Required<Omit<LogsOptions, 'destination' | 'requestLevel'>> &
  Pick<LogsOptions, 'destination' | 'requestLevel'> & {
    /** Whether a developer watches a terminal, and the app sets no format. */
    readonly isForPeople?: boolean;
  };

export const LOGS_DEFAULTS: Omit<ResolvedLogsOptions, 'level' | 'levelSignal'> = {
  ...LOGGERS_DEFAULTS,
  format: 'json',
  requests: true,
  ignore: [],
  clientErrorLevel: 'info',
  requestLevel: undefined,
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
  ignore: rules.listOf(pathMatcher),
  clientErrorLevel: rules.oneOf(...LOG_LEVELS),
  requestLevel: rules.func,
  redactKeys: rules.listOf(rules.text()),
  redactPatterns: rules.listOf(redactPattern),
  replaceNestLogger: rules.boolean,
  destinations: destinationsRule,
  destination: rules.objectWith('write'),
});
