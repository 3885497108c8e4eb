import { ignoreLate, onRejected } from '../../../core';
import { levelOf } from '../records/level';
import type { LogDestination } from './log-destination';

/** A destination that can also be flushed without the event loop. */
export interface Output extends LogDestination {
  flushSync?(limitMs: number): void;
}

/** The filter and format of a destination. */
export interface FilteredDestinationParts {
  readonly output: Output;
  /** pino's number of the minimum level. */
  readonly least: number;
  /** Formats a line for the destination. */
  readonly shape: (line: string, level: number) => string;
  /** Called if the destination threw, or its promise was rejected. Must not throw. */
  readonly onFailure: (level: number, error: unknown) => void;
}

/** Passes lines from a minimum level on to a destination, in its format; if it throws, one line is dropped. */
export class FilteredDestination implements Output {
  constructor(private readonly parts: FilteredDestinationParts) {}

  write(line: string, level: number = levelOf(line)): void {
    const { output, least, shape, onFailure } = this.parts;
    if (level < least) return;
    try {
      const result: unknown = output.write(shape(line, level), level);
      // A destination of the app may be async, despite its type.
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
