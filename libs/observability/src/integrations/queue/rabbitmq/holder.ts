import { hasMethods } from '../../../core';
import type { AmqpConnection, AmqpHolder } from './rabbitmq.contract';

/** A connection that amqplib renews itself, since version 2.2 (`recovery`). */
interface Recovering {
  readonly _core: { readonly _model?: AmqpConnection | null };
  listenerCount(event: string): number;
}

/** amqp-connection-manager's connection, which is renewed. */
interface Manager {
  readonly connection?: AmqpConnection;
}

/** What is recognised, and how the connection is found in it. */
const KINDS: readonly ((instance: object) => AmqpHolder | undefined)[] = [
  ofConnection,
  ofRecovering,
  ofManager,
  ofGolevelup,
  ofNestClient,
];

/** The connection to RabbitMQ that an instance is or has; undefined when it is none. */
export function holderOf(instance: object): AmqpHolder | undefined {
  for (const recognise of KINDS) {
    const holder = recognise(instance);
    if (holder) return holder;
  }
  return undefined;
}

function ofConnection(instance: object): AmqpHolder | undefined {
  if (!isConnection(instance)) return undefined;
  return { current: () => instance, hearsErrors: () => instance.listenerCount('error') > 0 };
}

function ofRecovering(instance: object): AmqpHolder | undefined {
  const isOne = hasMethods(instance, 'createChannel', 'createConfirmChannel', 'waitForConnect');
  if (!isOne || !('_core' in instance)) return undefined;
  // What waits for a connection and makes channels has this core since amqplib has it.
  const recovering = instance as Recovering;
  return {
    current: () => recovering._core._model ?? undefined,
    hearsErrors: () => recovering.listenerCount('error') > 0,
  };
}

function ofManager(instance: object): AmqpHolder | undefined {
  if (!hasMethods(instance, 'createChannel', 'isConnected') || !('connection' in instance)) {
    return undefined;
  }
  return managed(() => instance as Manager);
}

/** @golevelup/nestjs-rabbitmq's AmqpConnection. */
function ofGolevelup(instance: object): AmqpHolder | undefined {
  if (!hasMethods(instance, 'publish') || !('managedConnection' in instance)) return undefined;
  return managed(() => (instance as { managedConnection?: Manager }).managedConnection);
}

/** @nestjs/microservices's ClientRMQ, which connects when it sends its first message. */
function ofNestClient(instance: object): AmqpHolder | undefined {
  if (!hasMethods(instance, 'emit', 'send', 'createClient', 'consumeChannel')) return undefined;
  const client = (): Manager | undefined =>
    (instance as { readonly client?: Manager | null }).client ?? undefined;
  return { ...managed(client), isLazy: () => client() === undefined };
}

/** The manager listens to the errors of its connections. */
function managed(manager: () => Manager | undefined): AmqpHolder {
  const current = (): AmqpConnection | undefined => manager()?.connection;
  return { current, hearsErrors: () => (current()?.listenerCount('error') ?? 0) > 0 };
}

function isConnection(instance: object): instance is AmqpConnection {
  return (
    hasMethods(instance, 'createChannel', 'createConfirmChannel', 'listenerCount') &&
    'connection' in instance
  );
}
