import type { LogFn, Logger } from 'pino';
import { onLevelChange } from './pino.adapter';
import type { TailBuffer } from './tail-buffer';

const LEVELS = ['trace', 'debug', 'info', 'warn'] as const;

/**
 * Keeps what a logger does not write in the tail: the functions of disabled levels, which do nothing in
 * pino, record their call instead. A silent logger stays silent.
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
  // pino replaces the functions of a logger with each level; children use the same emitter.
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
