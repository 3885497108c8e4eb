import { connectionSourceOf } from './connection-source';
import type { AmqpConnection } from './rabbitmq.contract';

const nothing = async (): Promise<void> => undefined;

/** A connection of amqplib, as far as it is looked at. */
function connection(): AmqpConnection {
  const made = {
    connection: {},
    createChannel: nothing,
    createConfirmChannel: nothing,
    listenerCount: () => 0,
  };
  // Nobody opens a channel here.
  return made as unknown as AmqpConnection;
}

const CURRENT = connection();

const SOURCES: readonly [string, object][] = [
  ['a connection', CURRENT],
  [
    'what amqplib renews',
    {
      createChannel: nothing,
      createConfirmChannel: nothing,
      waitForConnect: nothing,
      _core: { _model: CURRENT },
    },
  ],
  [
    'a manager of amqp-connection-manager',
    { createChannel: nothing, isConnected: () => true, connection: CURRENT },
  ],
  ["golevelup's AmqpConnection", { publish: nothing, managedConnection: { connection: CURRENT } }],
  [
    "Nest's ClientRMQ",
    {
      emit: nothing,
      send: nothing,
      createClient: nothing,
      consumeChannel: nothing,
      client: { connection: CURRENT },
    },
  ],
];

describe('the source of a connection to RabbitMQ', () => {
  it.each(SOURCES)('is found in %s', (_kind, instance) => {
    const source = connectionSourceOf(instance);

    expect(source?.current()).toBe(CURRENT);
  });

  it.each<[string, object]>([
    ['a channel', { checkQueue: nothing, assertQueue: nothing, consume: nothing, connection: {} }],
    ['a queue of something else', { createChannel: nothing }],
    ['a map', new Map()],
  ])('is not found in %s', (_kind, instance) => {
    expect(connectionSourceOf(instance)).toBeUndefined();
  });

  it('has no connection while it is being renewed', () => {
    const manager = { createChannel: nothing, isConnected: () => false, connection: undefined };

    expect(connectionSourceOf(manager)?.current()).toBeUndefined();
  });

  it('is lazy while nothing was sent', () => {
    const client = {
      emit: nothing,
      send: nothing,
      createClient: nothing,
      consumeChannel: nothing,
      client: null as object | null,
    };
    const source = connectionSourceOf(client);

    const before = source?.isLazy?.();
    client.client = { connection: CURRENT };

    expect([before, source?.isLazy?.()]).toEqual([true, false]);
  });
});
