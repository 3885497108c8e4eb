import type { LogFn, Logger } from 'pino';
import { onLevelChange } from './pino.adapter';
import type { TailBuffer } from './tail-buffer';

const LEVELS = ['trace', 'debug', 'info', 'warn'] as const;

/**
 * Hands what a logger does not write to the tail: the functions of levels that are off, which do
 * nothing in pino, remember their call instead. A logger that is silent stays so.
 */
export function keepBelow(logger: Logger, tail: TailBuffer): void {
  const recorders = LEVELS.map((name) => ({ name, record: recorderOf(name, logger, tail) }));
  const install = (changed: Logger): void => {
    if (changed.level === 'silent') return;
    for (const { name, record } of recorders) {
      if (logger.levels.values[name]! < changed.levelVal) changed[name] = record;
    }
  };
  install(logger);
  // pino gives a logger new functions with each level; children speak by the same emitter.
  onLevelChange(logger, install);
  const isEnabled = (self: Logger, level: string): boolean =>
    isOn(self, level) || (self.level !== 'silent' && tail.isOpen);
  logger.isLevelEnabled = function isLevelEnabled(this: Logger, level: string): boolean {
    return isEnabled(this, level);
  };
}

function recorderOf(name: string, { levels }: Logger, tail: TailBuffer): LogFn {
  const level = levels.values[name]!;
  return function keep(this: Logger, ...given: unknown[]): void {
    tail.keep(this, level, given);
  };
}

function isOn({ levels, levelVal }: Logger, level: string): boolean {
  const value = levels.values[level];
  return value !== undefined && value >= levelVal;
}
