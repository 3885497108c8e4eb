import { Logger } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import { areNestLinesWanted, NestLogger, ownerOfNestLine } from '../../signals/logs';

/** Nest's initial logger; read before any app could set another. */
const NEST_DEFAULT = currentNestLogger();
/** One for all apps: Nest has one logger per process, so each line is routed to its app. */
const OURS = new NestLogger(() => ownerOfNestLine()?.loggers);

/**
 * Makes Nest's logger write to ours. A logger that the app (or a testing module) has set itself is
 * kept.
 */
export function takeNestLines(): void {
  if (NEST_DEFAULT && currentNestLogger() === NEST_DEFAULT) Logger.overrideLogger(OURS);
}

/**
 * Writes the lines that Nest buffers with `bufferLogs`. Nest itself does so when the app listens or chooses a logger; one
 * that does neither (a worker, a function, a context) would never see its lines.
 */
export function flushNestLines(): void {
  if (currentNestLogger() === OURS) Logger.flush();
}

/** Removes it again, unless another app of the process still uses it. */
export function giveNestLinesBack(): void {
  if (areNestLinesWanted() || currentNestLogger() !== OURS) return;
  if (NEST_DEFAULT) Logger.overrideLogger(NEST_DEFAULT);
}

/** Nest keeps it in a protected static field without an accessor. */
export function currentNestLogger(): LoggerService | undefined {
  return (Logger as unknown as { staticInstanceRef?: LoggerService }).staticInstanceRef;
}
