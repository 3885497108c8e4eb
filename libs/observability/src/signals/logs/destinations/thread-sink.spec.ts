import { EventEmitter } from 'node:events';
import { ThreadSink } from './thread-sink';
import type { ThreadStream } from './thread-sink';

/** A thread that confirms when the test says so, or never. */
class FakeThread extends EventEmitter implements ThreadStream {
  readonly calls: string[] = [];
  readonly worker = Object.assign(new EventEmitter(), {
    unref: () => undefined,
    terminate: async () => this.calls.push('terminate'),
  });
  private confirmation: (() => void) | undefined;

  write(): void {}
  flushSync(): void {}

  flush(done: () => void): void {
    this.confirmation = done;
  }

  confirm(): void {
    this.confirmation?.();
  }

  end(): void {
    this.calls.push('end');
  }
}

describe('ThreadSink', () => {
  let thread: FakeThread;
  let deaths: [string | undefined, string][];
  let sink: ThreadSink;

  beforeEach(() => {
    jest.useFakeTimers();
    thread = new FakeThread();
    deaths = [];
    sink = new ThreadSink(thread, (unconfirmed, reason) => {
      deaths.push([unconfirmed?.toString(), reason]);
    });
  });

  afterEach(() => jest.useRealTimers());

  it('takes the next batch when the thread has confirmed the last', () => {
    expect([sink.take(Buffer.from('one\n')), sink.take(Buffer.from('two\n'))]).toEqual([4, 0]);

    thread.confirm();

    expect(sink.take(Buffer.from('two\n'))).toBe(4);
  });

  it('tells once that the thread has died, with what it had not confirmed', () => {
    sink.take(Buffer.from('one\n'));
    thread.emit('error', new Error('boom'));
    thread.emit('close');

    expect(deaths).toEqual([['one\n', 'boom']]);
    expect([sink.trouble, sink.close()]).toEqual(['failed', 0]);
  });

  it('tells that the thread cannot be started, which ends no app', () => {
    thread.worker.emit('error', new Error('Cannot find module'));

    expect(deaths).toEqual([[undefined, 'Cannot find module']]);
  });

  it('lets a thread that answers write what it has, and loses nothing', () => {
    sink.take(Buffer.from('one\n'));

    expect([sink.close(), thread.calls]).toEqual([0, ['end']]);
  });

  it('says how much a thread has that is stuck at the end, and stops it', () => {
    sink.take(Buffer.from('one\n'));
    jest.advanceTimersByTime(251);

    expect([sink.close(), thread.calls]).toEqual([4, ['terminate']]);
    expect(sink.close()).toBe(0);
  });
});
