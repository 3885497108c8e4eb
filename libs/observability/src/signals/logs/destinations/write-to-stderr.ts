import { oneLine } from '../../../core';
import { standardDescriptor } from './descriptor';
import { FdSink } from './fd-sink';
import { LEVEL_NUMBERS } from '../records/level';
import type { Sink } from './sink';
import { StreamSink } from './stream-sink';

let stderr: Sink | undefined;

/** Says a sentence on standard error, if that can be done without waiting: for what the log cannot say. */
export function writeToStderr(message: string): void {
  stderr ??= open();
  stderr.take(Buffer.from(`[Observability] ${oneLine(message)}\n`), LEVEL_NUMBERS.warn);
}

function open(): Sink {
  // A `write` of somebody's own is what he wants to be used.
  if (Object.hasOwn(process.stderr, 'write')) return new StreamSink(process.stderr);
  return new FdSink(standardDescriptor('stderr'));
}
