import { LOG_LEVELS } from './level';

/** The names of levels in other loggers, syslog and platforms. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  all: 'trace',
  silly: 'trace',
  verbose: 'trace',
  dbg: 'debug',
  information: 'info',
  log: 'info',
  notice: 'info',
  http: 'info',
  warning: 'warn',
  err: 'error',
  alert: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
  none: 'silent',
  off: 'silent',
  quiet: 'silent',
  // pino's numbers
  '10': 'trace',
  '20': 'debug',
  '30': 'info',
  '40': 'warn',
  '50': 'error',
  '60': 'fatal',
};

/** The level of a level name of any logger, case-insensitive; undefined for any other word. */
export function levelNamed(word: string): string | undefined {
  const name = word.trim().toLowerCase();
  const own = LOG_LEVELS.find((level) => level === name);
  return own ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined);
}
