import { currentContext, MessageObservation, Observer } from '../../core';
import { observeWebSockets } from './websocket.adapter';

interface Handler {
  readonly message: string;
  readonly callback: (...args: unknown[]) => unknown;
  readonly isAckHandledManually?: boolean;
}

/** Keeps what it is to bind. */
class FakeAdapter {
  bound: readonly Handler[] = [];

  bindMessageHandlers(_client: unknown, handlers: readonly Handler[]): void {
    this.bound = handlers;
  }
}

function connect(adapter: FakeAdapter, handler: Handler, user: () => { id: string }) {
  const ended: MessageObservation[] = [];
  const observer = new Observer([{ name: 'keeps', messages: { end: (o) => ended.push(o) } }]);
  const options = { user };
  observeWebSockets(adapter, observer, options);
  observeWebSockets(adapter, observer, options);
  adapter.bindMessageHandlers({ id: 'client' }, [handler]);
  return { bound: adapter.bound[0]!, ended };
}

describe('a WebSocket adapter', () => {
  it('delivers each message once, in a context with the user of its client', () => {
    const handler = {
      message: 'hello',
      callback: (data: unknown): unknown => [data, currentContext()?.user],
      isAckHandledManually: true,
    };

    const { bound, ended } = connect(new FakeAdapter(), handler, () => ({ id: 'mary' }));

    expect(bound.callback('tea')).toEqual(['tea', { id: 'mary' }]);
    expect(ended).toMatchObject([{ route: { transport: 'websocket', pattern: 'hello' } }]);
    expect(bound.isAckHandledManually).toBe(true);
  });

  it('has no user when the function that returns it throws', () => {
    const handler = { message: 'hello', callback: () => currentContext()?.user };

    const { bound } = connect(new FakeAdapter(), handler, () => JSON.parse('{') as { id: string });

    expect(bound.callback()).toBeUndefined();
  });
});
