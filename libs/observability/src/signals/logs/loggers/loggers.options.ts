import { rules } from '../../../core';
import type { Rule } from '../../../core';
import { LEVEL_NUMBERS } from '../destinations/level';

/** How much one logger writes, and where to. */
export interface LoggerOptions {
  /** @default what `root` has; `security` writes from info on in any case but silent */
  level?: string;
  /** Names of `logs.destinations`. @default all of them that stand for everybody */
  destinations?: readonly string[];
}

/** Lines below the level, kept for a request that fails or is slow. */
export interface TailOptions {
  /** The most lines kept of one request; the newest stay. @default 100 */
  lines?: number;
  /** From here on a request or job is slow, in milliseconds. @default 1000 */
  slowMs?: number;
}

/** What is logged, by whom. */
export interface LoggersOptions {
  /** Level and destinations of single loggers, of the library's or of your own, by name. @default none */
  loggers?: Readonly<Record<string, LoggerOptions>>;
  /** The level of the line that tells that a request has begun; silent for none. @default 'debug' */
  started?: 'debug' | 'info' | 'silent';
  /** Keeps lines below the level until their request or job ends, and writes them if it failed or was slow. @default false */
  tail?: boolean | TailOptions;
  /** Whether SIGUSR2 switches debug lines on, and off again. Not on Windows. @default in production */
  levelSignal?: boolean;
}

export const TAIL_DEFAULTS: Required<TailOptions> = { lines: 100, slowMs: 1000 };

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

const tailSection = rules.section<TailOptions>({
  lines: rules.number({ min: 1, max: 1000 }),
  slowMs: rules.milliseconds({ min: 1, max: 3_600_000 }),
});

const tail: Rule = (value, path, problems) => {
  if (typeof value !== 'boolean') tailSection(value, path, problems);
};

export const LOGGERS_RULES: { readonly [K in keyof Required<LoggersOptions>]: Rule } = {
  loggers,
  started: rules.oneOf('debug', 'info', 'silent'),
  tail: Object.assign(tail, { keys: tailSection.keys }),
  levelSignal: rules.boolean,
};

/** The tail's numbers; undefined when no lines are kept. */
export function resolveTail(tailOption: boolean | TailOptions): Required<TailOptions> | undefined {
  if (tailOption === false) return undefined;
  return tailOption === true ? TAIL_DEFAULTS : { ...TAIL_DEFAULTS, ...tailOption };
}
