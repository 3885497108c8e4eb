import { EventEmitter } from 'node:events';
import { DatagramSink } from './datagram-sink';
import type { DatagramSocket } from './datagram-sink';

type Sent = (failure?: Error | null) => void;

/** A socket that hands lines over at once and says so when the loop comes round, as Node's does. */
class FakeSocket extends EventEmitter implements DatagramSocket {
  readonly sent: string[] = [];
  isClosed = false;
  private readonly confirmations: Sent[] = [];

  unref(): void {}

  connect(_port: number, _host: string, done: () => void): void {
    this.once('connect', done);
  }

  send(bytes: Buffer, done: Sent): void {
    this.sent.push(bytes.toString());
    this.confirmations.push(done);
  }

  confirm(failure?: Error): void {
    this.confirmations.splice(0).forEach((done) => done(failure));
  }

  close(): void {
    this.isClosed = true;
  }
}

describe('DatagramSink', () => {
  let socket: FakeSocket;
  let sink: DatagramSink;

  beforeEach(() => {
    sink = new DatagramSink('127.0.0.1', 514, () => (socket = new FakeSocket()));
  });

  it('takes nothing before the name of the host is known', () => {
    expect(sink.take(Buffer.from('one'), 30)).toBe(0);

    socket.emit('connect');

    expect(sink.take(Buffer.from('one'), 30)).toBe(3);
  });

  it('has so many lines under way and no more', () => {
    const onReady = (sink.onReady = jest.fn());
    socket.emit('connect');
    onReady.mockClear();

    const taken = Array.from({ length: 65 }, () => sink.take(Buffer.from('x'), 30));
    expect([taken[63], taken[64], sink.isIdle]).toEqual([1, 0, false]);
    socket.confirm();

    expect([onReady.mock.calls.length, sink.isIdle]).toEqual([1, true]);
  });

  it('sends a line again that only heard that an earlier one found nobody', () => {
    const onDrop = (sink.onDrop = jest.fn());
    socket.emit('connect');

    sink.take(Buffer.from('x'), 30);
    socket.confirm(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    socket.confirm();

    expect([socket.sent, sink.isIdle, onDrop.mock.calls]).toEqual([['x', 'x'], true, []]);
  });

  it('tells of a line that cannot be sent', () => {
    const onDrop = (sink.onDrop = jest.fn());
    const noRoute = Object.assign(new Error('no route'), { code: 'ENETUNREACH' });
    socket.emit('connect');

    sink.take(Buffer.from('x'), 50);
    socket.confirm(noRoute);
    socket.confirm(noRoute);

    expect([onDrop.mock.calls, sink.isIdle]).toEqual([[[50, 'unreachable']], true]);
  });

  it('sends them all at the end of the process, when nothing is confirmed any more', () => {
    socket.emit('connect');

    const taken = Array.from({ length: 200 }, () => sink.takeLast(Buffer.from('x')));

    expect([taken.every((bytes) => bytes === 1), socket.sent.length]).toEqual([true, 200]);
  });

  it('says that it cannot, at the end of a process that never reached the host', () => {
    expect([sink.takeLast(Buffer.from('x')), sink.trouble]).toEqual([0, 'shutdown']);
  });

  it('leaves no socket behind that was not connected yet when it is closed', () => {
    sink.close();
    socket.emit('connect');

    expect(socket.isClosed).toBe(true);
  });
});
