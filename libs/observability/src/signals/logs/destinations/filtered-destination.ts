import { ignoreLate, onRejected } from '../../../core';
import { levelOf } from '../records/level';
import type { LogDestination } from './log-destination';

/** A destination that can also be emptied when the event loop has ended. */
export interface Output extends LogDestination {
  flushSync?(limitMs: number): void;
}

/** What stands between the loggers and a destination. */
export interface FilteredDestinationParts {
  readonly output: Output;
  /** pino's number of the least level that passes. */
  readonly least: number;
  /** Makes the line that the destination wants. */
  readonly shape: (line: string, level: number) => string;
  /** Called for a line that the destination threw at or whose promise was rejected. Must not throw. */
  readonly onFailure: (level: number, error: unknown) => void;
}

/** Lets a destination have the lines that it is for, in its form; what it throws costs a line. */
export class FilteredDestination implements Output {
  constructor(private readonly parts: FilteredDestinationParts) {}

  write(line: string, level: number = levelOf(line)): void {
    const { output, least, shape, onFailure } = this.parts;
    if (level < least) return;
    try {
      const result: unknown = output.write(shape(line, level), level);
      // One of the app's own may be async, whatever its type says.
      if (result !== undefined) onRejected(result, (error) => onFailure(level, error));
    } catch (error) {
      onFailure(level, error);
    }
  }

  async flush(limitMs: number): Promise<void> {
    await this.parts.output.flush?.(limitMs);
  }

  flushSync(limitMs: number): void {
    this.parts.output.flushSync?.(limitMs);
  }

  close(): void {
    const result: unknown = this.parts.output.close?.();
    ignoreLate(result);
  }
}

/** Several destinations as one. */
export class FanOut implements LogDestination {
  constructor(private readonly outputs: readonly Output[]) {}

  write(line: string, level: number = levelOf(line)): void {
    for (const output of this.outputs) output.write(line, level);
  }
}
