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

/** What is logged, how, and where to. */
export interface LogsOptions extends LoggersOptions {
  /** The least level that is written. @default LOG_LEVEL, else 'info' in production and 'debug' elsewhere */
  level?: string;
  /** How lines look where their destination says nothing else; 'pretty' needs pino-pretty. @default 'json'; in development 'pretty' on a terminal */
  format?: LogFormat;
  /** Whether each request gets its access line; errors get theirs in any case. @default true */
  requests?: boolean;
  /** Routes and paths whose requests get no access line; a `*` at the end stands for all that begin so. @default none */
  ignore?: readonly PathMatcher[];
  /** The level of the access lines of answers from 400 to 499; those of failed requests have `error`. @default 'info' */
  clientErrorLevel?: string;
  /** Says the level of a request's access line, `silent` for none; undefined for the usual one. @default none */
  requestLevel?: (request: AnsweredRequest) => string | undefined;
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
export type ResolvedLogsOptions = Required<Omit<LogsOptions, 'destination' | 'requestLevel'>> &
  Pick<LogsOptions, 'destination' | 'requestLevel'> & {
    /** Whether a developer reads along on a terminal, and the app names no format. */
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
