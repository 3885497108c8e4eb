import { LEVEL_NUMBERS } from '../records/level';
import type { LevelName } from '../records/level';
import { eventRecord } from '../records/event-record';
import { LevelChangeError } from './level-change.errors';
import { SECURITY } from './levels';
import { LOGGER_NAME } from './loggers.options';
import type { NamedLoggers } from './named-loggers';

const DEFAULT_SECONDS = 15 * 60;
const MAX_SECONDS = 24 * 60 * 60;
const MAX_CHANGES = 100;
const MS_PER_SECOND = 1000;

/** Who changes a level: an address, a signal. */
export type ChangedBy = Readonly<Record<string, string | undefined>>;

/** A logger or a class, and its level. */
export interface LoggerState {
  readonly name: string;
  readonly kind: 'logger' | 'class';
  /** The current level. */
  readonly level: LevelName;
  /** The level of the options; a class has none. */
  readonly configured?: LevelName;
  /** When the change ends, in ISO 8601; undefined if nothing was changed. */
  readonly until?: string;
}

/** The requested change, not validated yet. */
export interface WantedLevel {
  /** null restores the level of the options. */
  readonly level?: unknown;
  /** @default 900 */
  readonly expiresInSeconds?: unknown;
}

/**
 * Changes levels at run time, for a limited time: 15 minutes by default, 24 hours at most. Every
 * change, and the end of every change, is a line of the security log.
 */
export class LevelChanges {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly loggers: NamedLoggers) {}

  list(): readonly LoggerState[] {
    const { table } = this.loggers;
    const classes = [...table.changes.keys()].filter((name) => !table.isLogger(name));
    return [...table.loggers, ...classes].map((name) => this.stateOf(name));
  }

  stateOf(name: string): LoggerState {
    const { table } = this.loggers;
    const change = table.changes.get(name);
    const until = change && { until: new Date(change.until).toISOString() };
    const level = table.ofClass(name) ?? table.ofLogger(name);
    if (!table.isLogger(name)) return { name, kind: 'class', level, ...until };
    return { name, kind: 'logger', level, configured: table.configured(name), ...until };
  }

  /** @throws LevelChangeError if it is not possible, with the reason for the caller */
  change(name: string, wanted: WantedLevel, by: ChangedBy): LoggerState {
    const { level, seconds } = this.check(name, wanted);
    if (level === null) this.end(name, by);
    else this.begin(name, level, seconds, by);
    return this.stateOf(name);
  }

  /** Stops the timers; levels are not changed. */
  close(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  }

  private check(
    name: string,
    { level, expiresInSeconds = DEFAULT_SECONDS }: WantedLevel,
  ): { readonly level: LevelName | null; readonly seconds: number } {
    if (!LOGGER_NAME.test(name)) throw LevelChangeError.badName();
    if (name === SECURITY) throw LevelChangeError.security();
    if (level !== null && !isLevel(level)) throw LevelChangeError.badLevel();
    const seconds = Number(expiresInSeconds);
    const isFine =
      typeof expiresInSeconds === 'number' && Number.isInteger(seconds) && seconds >= 1;
    if (!isFine || seconds > MAX_SECONDS) throw LevelChangeError.badExpiry(MAX_SECONDS);
    const { changes } = this.loggers.table;
    const isFull = !changes.has(name) && changes.size >= MAX_CHANGES;
    if (level !== null && isFull) throw LevelChangeError.tooMany(MAX_CHANGES);
    return { level, seconds };
  }

  private begin(name: string, level: LevelName, seconds: number, by: ChangedBy): void {
    const from = this.stateOf(name).level;
    const until = Date.now() + seconds * MS_PER_SECOND;
    this.loggers.table.changes.set(name, { level, until });
    clearTimeout(this.timers.get(name));
    const timer = setTimeout(
      () => this.end(name, { expiry: 'the change expired' }),
      until - Date.now(),
    );
    this.timers.set(name, timer.unref());
    this.loggers.refresh();
    this.record(name, { from, to: level, until: new Date(until).toISOString(), by });
  }

  private end(name: string, by: ChangedBy): void {
    const from = this.stateOf(name).level;
    const wasChanged = this.loggers.table.changes.delete(name);
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
    if (!wasChanged) return;
    this.loggers.refresh();
    this.record(name, { from, to: this.stateOf(name).level, by });
  }

  private record(name: string, facts: object): void {
    const type = 'log_level_changed';
    const record = eventRecord({ kind: 'security', type, severity: 'medium' }, { name, ...facts });
    this.loggers.get(SECURITY).warn(record, `Security event: ${type}`);
  }
}

function isLevel(level: unknown): level is LevelName {
  return typeof level === 'string' && Object.hasOwn(LEVEL_NUMBERS, level);
}
