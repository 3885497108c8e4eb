import { rules } from '../../../core';
import type { Rule } from '../../../core';
import { LEVEL_NUMBERS } from '../records/level';
import { TAIL_RULE } from '../writer/tail.options';
import type { TailOptions } from '../writer/tail.options';

/** The level and destinations of one logger. */
export interface LoggerOptions {
  /** @default the level of `root`; `security` writes from info on unless it is silent */
  level?: string;
  /** Names of `logs.destinations`. @default all default destinations */
  destinations?: readonly string[];
}

/** The levels and destinations of loggers. */
export interface LoggersOptions {
  /** Level and destinations of single loggers, the library's or your own, by name. @default none */
  loggers?: Readonly<Record<string, LoggerOptions>>;
  /** The level of the line that logs the start of a request; silent for none. @default 'debug' */
  started?: 'debug' | 'info' | 'silent';
  /** Keeps lines below the level until their request or job ends, and writes them if it failed or was slow. @default false */
  tail?: boolean | TailOptions;
  /** Whether SIGUSR2 enables and disables debug lines. Not on Windows. @default in production */
  levelSignal?: boolean;
}

export const LOGGERS_DEFAULTS: Required<Omit<LoggersOptions, 'levelSignal'>> = {
  loggers: {},
  started: 'debug',
  tail: false,
};

const WANTED_NAME = 'a name of at most 100 letters, digits, ".", "_", "$" and "-"';
/** Of loggers and of classes, whose levels are set by the same call. */
export const LOGGER_NAME = /^[\w.$-]{1,100}$/;

const oneLogger = rules.section<LoggerOptions>({
  level: rules.oneOf(...Object.keys(LEVEL_NUMBERS)),
  destinations: rules.listOf(rules.text()),
});

const loggers: Rule = (value, path, problems) => {
  if (!rules.isPlainObject(value)) {
    problems.wanted(path, value, 'an object of loggers by name');
    return;
  }
  for (const [name, options] of Object.entries(value)) {
    if (!LOGGER_NAME.test(name)) problems.wanted(path, name, WANTED_NAME);
    else oneLogger(options, `${path}.${name}`, problems);
  }
};

export const LOGGERS_RULES: { readonly [K in keyof Required<LoggersOptions>]: Rule } = {
  loggers,
  started: rules.oneOf('debug', 'info', 'silent'),
  tail: TAIL_RULE,
  levelSignal: rules.boolean,
};
