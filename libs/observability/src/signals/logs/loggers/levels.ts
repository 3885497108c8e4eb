import { LEVEL_NUMBERS } from '../records/level';
import type { LevelName } from '../records/level';
import { LOGGER_NAMES } from './logger-names';
import type { LoggerOptions } from './loggers.options';

/** The logger whose level the others follow. */
export const ROOT = 'root';
/** It records who changed levels, so its own level cannot be changed at run time. */
export const SECURITY = 'security';

/** A level that was set at run time. */
export interface LevelChange {
  readonly level: LevelName;
  /** When it ends, as milliseconds since 1970. */
  readonly until: number;
}

/**
 * The level of each logger and class: the one set at run time, else the logger's own, else the
 * root's.
 */
export class Levels {
  readonly changes = new Map<string, LevelChange>();
  private readonly names: Set<string>;
  private readonly rootLevel: LevelName;

  /** @param level of the root, if its own options have none */
  constructor(
    level: string,
    private readonly options: Readonly<Record<string, LoggerOptions>>,
  ) {
    this.rootLevel = asLevel(options[ROOT]?.level ?? level);
    this.names = new Set([...LOGGER_NAMES, ...Object.keys(options)]);
  }

  /** Every known logger, by name. */
  get loggers(): readonly string[] {
    return [...this.names];
  }

  add(name: string): void {
    this.names.add(name);
  }

  /** A name that is not a logger's is a class. */
  isLogger(name: string): boolean {
    return this.names.has(name);
  }

  ofLogger(name: string): LevelName {
    const changed = this.changes.get(name)?.level;
    const isFixed = this.options[name]?.level !== undefined || name === SECURITY;
    if (changed || isFixed || name === ROOT) return changed ?? this.configured(name);
    return this.ofLogger(ROOT);
  }

  /** The level of a class; undefined without a change. */
  ofClass(className: string): LevelName | undefined {
    return this.changes.get(className)?.level;
  }

  /** The level of the options, regardless of changes. */
  configured(name: string): LevelName {
    const own = this.options[name]?.level;
    if (own !== undefined) return asLevel(own);
    const isTooHigh = name === SECURITY && this.rootLevel !== 'silent';
    return isTooHigh ? lower(this.rootLevel, 'info') : this.rootLevel;
  }
}

/** The rules of the options allow no other text. */
function asLevel(text: string): LevelName {
  return text as LevelName;
}

function lower(one: LevelName, other: LevelName): LevelName {
  return LEVEL_NUMBERS[one] < LEVEL_NUMBERS[other] ? one : other;
}
