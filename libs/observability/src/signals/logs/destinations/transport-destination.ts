import { pino } from 'pino';
import { isBundled, requireHere } from '../../../core';
import { LogTransportError } from './destination.errors';
import { LineWriter } from './line-writer';
import type { LineWriterParts } from './line-writer';
import type { LogDestination } from './log-destination';
import { writeToStderr } from './write-to-stderr';
import { ThreadSink } from './thread-sink';
import type { ThreadStream } from './thread-sink';

/** The dependencies of a transport. */
export interface TransportParts extends Omit<LineWriterParts, 'sink'> {
  readonly name: string;
  /** Gets the lines after its thread has died; undefined if they are written there already. */
  readonly fallback: () => LogDestination | undefined;
}

/** Writes to a pino transport, and to standard output after its thread has died. */
export class TransportDestination implements LogDestination {
  private readonly writer: LineWriter;
  private target: LogDestination;

  constructor(stream: ThreadStream, { name, fallback, ...parts }: TransportParts) {
    const sink = new ThreadSink(stream, (unconfirmed, reason) => {
      writeToStderr(
        `The log destination "${name}" has died: ${reason}. ` +
          'Its lines go to standard output until the app is started again.',
      );
      this.target = fallback() ?? NOWHERE;
      this.writer.drainTo(this.target, unconfirmed);
    });
    this.writer = new LineWriter({ ...parts, sink });
    this.target = this.writer;
  }

  write(line: string, level?: number): void {
    this.target.write(line, level);
  }

  flush(limitMs: number): Promise<void> {
    return this.writer.flush(limitMs);
  }

  flushSync(limitMs: number): void {
    this.writer.flushSync(limitMs);
  }

  close(): void {
    this.writer.close();
  }
}

const NOWHERE: LogDestination = { write: () => undefined };

/**
 * Starts the thread of a transport.
 * @param option its path in the options, for the message
 * @throws LogTransportError if there is no such transport
 */
export function startTransport(target: string, options: object, option: string): ThreadStream {
  if (isBundled && !hasThreadFiles()) throw LogTransportError.inBundle(option, target);
  try {
    const stream: unknown = pino.transport({ target, options, worker: { autoEnd: false } });
    // pino's types lack members of its thread-stream.
    return stream as ThreadStream;
  } catch (cause) {
    throw LogTransportError.for(option, target, cause);
  }
}

/** A thread loads files of pino, which are installed, or which a bundler plugin writes next to the bundle. */
function hasThreadFiles(): boolean {
  if ('__bundlerPathsOverrides' in globalThis) return true;
  try {
    requireHere.resolve('pino');
    return true;
  } catch {
    return false;
  }
}
