import type { Logger } from 'pino';
import { oneLineJson } from '../../../core';
import type { Output } from '../destinations/filtered-destination';

/** The differences between versions 8, 9 and 10 of pino. */

let writing: Logger | undefined;

/** Sets the logger that writes next, in the same turn: pino passes it to its mixin only since 8.14. */
export function beginWriting(logger: Logger): void {
  writing = logger;
}

/** The logger that a mixin is called for. */
export function writingLogger(given: Logger | undefined): object {
  return given ?? writing ?? {};
}

/** Calls the listener with each logger whose level changes: pino passes it only since 8.7. */
export function onLevelChange(logger: Logger, listener: (changed: Logger) => void): void {
  logger.on('level-change', function changed(this: Logger, ...given: unknown[]) {
    // Children emit inherited changes themselves.
    listener((given[4] as Logger | undefined) ?? this);
  });
}

/** Writes each record on one line, whatever it contains; pino's hook `streamWrite` exists only since 9.6. */
export class OneLineOutput implements Output {
  constructor(private readonly output: Output) {}

  write(line: string, level?: number): void {
    this.output.write(oneLineJson(line), level);
  }

  async flush(limitMs: number): Promise<void> {
    await this.output.flush?.(limitMs);
  }

  flushSync(limitMs: number): void {
    this.output.flushSync?.(limitMs);
  }
}
