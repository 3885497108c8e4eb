import { isMainThread } from 'node:worker_threads';
import { standardDescriptor } from './descriptor';
import type { StandardStream } from './descriptor';
import { FdSink } from './fd-sink';
import type { Sink } from './sink';
import { StreamSink } from './stream-sink';

/**
 * Standard output or standard error, past Node's stream: that has no bound, and is what a stalled
 * reader freezes. Where somebody put a `write` of his own in its place, or in a worker thread, it
 * is used all the same.
 */
export function consoleSink(name: StandardStream): Sink {
  const stream = process[name];
  const isTaken = Object.hasOwn(stream, 'write') || !isMainThread;
  const sink = isTaken ? new StreamSink(stream) : new FdSink(standardDescriptor(name));
  return withoutCrash(stream, sink);
}

/** How many sinks keep an eye on the stream; one listener does for all of them. */
const users = new Map<NodeJS.WriteStream, number>();

/** What others write to a closed pipe would end the app by an event that nobody listens to. */
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
  // The destination itself counts what it loses, and says so.
}
