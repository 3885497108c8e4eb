import { EventEmitter } from 'node:events';
import { SocketSink } from './socket-sink';
import type { Connection } from './socket-sink';

/** A connection to a server that responds when the test says so, or never. */
class FakeConnection extends EventEmitter implements Connection {
  isDestroyed = false;
  isEnded = false;
  readonly writes: string[] = [];
  private readonly confirmations: (() => void)[] = [];

  unref(): void {}
  setKeepAlive(): void {}
  resume(): void {}

  write(bytes: Buffer, done: (error?: Error | null) => void): void {
    this.writes.push(bytes.toString());
    this.confirmations.push(() => done());
  }

  confirm(): void {
    this.confirmations.splice(0).forEach((done) => done());
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
    this.emit('close');
  }
}

describe('SocketSink', () => {
  let connections: FakeConnection[];
  let sink: SocketSink;

  beforeEach(() => {
    jest.useFakeTimers();
    connections = [];
    sink = new SocketSink(() => {
      const connection = new FakeConnection();
      connections.push(connection);
      return connection;
    });
  });

  afterEach(() => {
    sink.close();
    jest.useRealTimers();
  });

  it('tries again when nothing answers for four seconds', () => {
    jest.advanceTimersByTime(3999);
    expect([connections.length, sink.trouble]).toEqual([1, undefined]);

    jest.advanceTimersByTime(1);
    expect([connections[0]?.isDestroyed, sink.trouble]).toEqual([true, 'unreachable']);
    jest.advanceTimersByTime(250);

    expect(connections).toHaveLength(2);
  });

  it('has no such limit once it is connected', () => {
    connections[0]?.emit('connect');
    jest.advanceTimersByTime(60_000);

    expect([connections.length, connections[0]?.isDestroyed]).toEqual([1, false]);
    expect(sink.take(Buffer.from('one\n'))).toBe(4);
  });

  it('sends what the broken connection had not confirmed through the new one', () => {
    connections[0]?.emit('connect');
    sink.take(Buffer.from('one\n'));
    connections[0]?.destroy();
    jest.advanceTimersByTime(250);
    connections[1]?.emit('connect');

    expect(connections[1]?.writes).toEqual(['one\n']);
  });

  it('leaves no connection behind that was not made yet when it is closed', () => {
    sink.close();
    jest.advanceTimersByTime(60_000);

    expect([connections.length, connections[0]?.isDestroyed]).toEqual([1, true]);
  });

  it('says at its end how much was not confirmed', () => {
    connections[0]?.emit('connect');
    sink.take(Buffer.from('one\n'));
    connections[0]?.confirm();
    sink.take(Buffer.from('three\n'));

    expect([sink.close(), connections[0]?.isEnded]).toEqual([6, true]);
  });
});
