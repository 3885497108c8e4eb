import { oneLine } from '../../../core';
import { standardDescriptor } from './descriptor';
import { FdSink } from './fd-sink';
import { LEVEL_NUMBERS } from '../records/level';
import type { Sink } from './sink';
import { StreamSink } from './stream-sink';

let stderr: Sink | undefined;

/** Writes a message to standard error, without waiting: for problems of the log itself. */
export function writeToStderr(message: string): void {
  stderr ??= open();
  stderr.take(Buffer.from(`[Observability] ${oneLine(message)}\n`), LEVEL_NUMBERS.warn);
}

function open(): Sink {
  // A replaced `write` is used.
  if (Object.hasOwn(process.stderr, 'write')) return new StreamSink(process.stderr);
  return new FdSink(standardDescriptor('stderr'));
}
