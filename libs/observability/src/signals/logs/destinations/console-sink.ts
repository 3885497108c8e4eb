import { isMainThread } from 'node:worker_threads';
import { standardDescriptor } from './descriptor';
import type { StandardStream } from './descriptor';
import { FdSink } from './fd-sink';
import type { Sink } from './sink';
import { StreamSink } from './stream-sink';

/**
 * Standard output or standard error, without Node's stream, which is unbounded and blocks on a stalled
 * reader. The stream is used if its `write` was replaced, or in a worker thread.
 */
export function consoleSink(name: StandardStream): Sink {
  const stream = process[name];
  const isTaken = Object.hasOwn(stream, 'write') || !isMainThread;
  const sink = isTaken ? new StreamSink(stream) : new FdSink(standardDescriptor(name));
  return withoutCrash(stream, sink);
}

/** How many sinks watch the stream; one listener serves all of them. */
const users = new Map<NodeJS.WriteStream, number>();

/** Writes of other code to a closed pipe would crash the app with an unhandled 'error' event. */
function withoutCrash(stream: NodeJS.WriteStream, sink: Sink): Sink {
  const { close } = sink;
  use(stream, 1);
  sink.close = (): number => {
    use(stream, -1);
    sink.close = close;
    return close.call(sink);
  };
  return sink;
}

function use(stream: NodeJS.WriteStream, change: 1 | -1): void {
  const count = (users.get(stream) ?? 0) + change;
  users.set(stream, count);
  if (change === 1 && count === 1) stream.on('error', ignore);
  if (count === 0) stream.removeListener('error', ignore);
}

function ignore(): void {
  // The destination itself counts and reports drops.
}
