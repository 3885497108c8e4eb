import { Logger } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import { areNestLinesWanted, NestLogger, ownerOfNestLine } from '../signals/logs';

/** The logger that Nest itself starts with; read before any app could set another. */
const NEST_DEFAULT = currentNestLogger();
/** One for all apps: Nest has one logger for the process, so each line finds its app. */
const OURS = new NestLogger(() => ownerOfNestLine()?.loggers);

/**
 * Puts our logger behind Nest's. A logger that the app chose itself (or that a testing module set) is
 * left alone.
 */
export function takeNestLines(): void {
  if (NEST_DEFAULT && currentNestLogger() === NEST_DEFAULT) Logger.overrideLogger(OURS);
}

/**
 * Writes what Nest holds back with `bufferLogs`. Nest itself does so when the app listens or chooses a logger; one
 * that does neither (a worker, a function, a context) would never see its lines.
 */
export function flushNestLines(): void {
  if (currentNestLogger() === OURS) Logger.flush();
}

/** Takes it away again, unless another app of the process still writes by it. */
export function giveNestLinesBack(): void {
  if (areNestLinesWanted() || currentNestLogger() !== OURS) return;
  if (NEST_DEFAULT) Logger.overrideLogger(NEST_DEFAULT);
}

/** Nest keeps it in a protected static field and has no way to ask. */
export function currentNestLogger(): LoggerService | undefined {
  return (Logger as unknown as { staticInstanceRef?: LoggerService }).staticInstanceRef;
}
