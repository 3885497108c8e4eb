import { Callers, Drops, MessageObservation, Observer, Redactor } from '../../core';
import { observeRpcServer } from './rpc-server';

const RULES = {
  requestIdHeader: 'x-request-id',
  callers: new Callers('everybody', new Redactor(), new Drops()),
};

type Handler = ((...args: unknown[]) => unknown) & { next?: Handler };

/** Keeps handlers as Nest's servers do: further handlers of an event hang on the first. */
class FakeServer {
  readonly handlers = new Map<unknown, Handler>();

  constructor(readonly transportId?: number | symbol) {}

  addHandler(pattern: unknown, handler: Handler): void {
    const first = this.handlers.get(pattern);
    if (first) first.next = handler;
    else this.handlers.set(pattern, handler);
  }
}

function observed(server: FakeServer): { server: FakeServer; ended: MessageObservation[] } {
  const ended: MessageObservation[] = [];
  const observer = new Observer([{ name: 'keeps', messages: { end: (o) => ended.push(o) } }]);
  observeRpcServer(server, observer, RULES);
  return { server, ended };
}

describe('a microservice server', () => {
  it.each([
    [0, 'tcp'],
    [5, 'rabbitmq'],
    [Symbol('pigeons'), 'pigeons'],
    [undefined, 'custom'],
  ])('whose transport is %p delivers messages by %s', (transportId, transport) => {
    const { server, ended } = observed(new FakeServer(transportId));
    server.addHandler('sum', (a, b) => Number(a) + Number(b));

    expect(server.handlers.get('sum')?.(1, 2)).toBe(3);
    expect(ended).toMatchObject([{ route: { transport, pattern: 'sum', isEvent: false } }]);
  });

  it('names a pattern that is an object by its text', () => {
    const { server, ended } = observed(new FakeServer(0));
    const pattern = { cmd: 'sum' };
    server.addHandler(pattern, () => 3);

    server.handlers.get(pattern)?.();

    expect(ended).toMatchObject([{ route: { pattern: '{"cmd":"sum"}' } }]);
  });

  it('lets the next handler of an event be found on the one that the app has', () => {
    const { server } = observed(new FakeServer(0));
    const first = jest.fn() as Handler;
    server.addHandler('happened', first);

    server.addHandler('happened', () => 'second');

    expect(first.next?.()).toBe('second');
  });

  it.each([undefined, {}, { addHandler: 'none' }])('that is none is left alone: %p', (server) => {
    const before = JSON.stringify(server);

    observeRpcServer(server, new Observer([]), RULES);

    expect(JSON.stringify(server)).toBe(before);
  });
});
