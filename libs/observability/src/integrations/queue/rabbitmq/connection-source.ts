import { hasMethods } from '../../../core';
import type { AmqpConnection, AmqpConnectionSource } from './rabbitmq.contract';

/** A connection that amqplib itself renews, since version 2.2 (`recovery`). */
interface Recovering {
  readonly _core: { readonly _model?: AmqpConnection | null };
}

/** amqp-connection-manager's connection, which is renewed. */
interface Manager {
  readonly connection?: AmqpConnection;
}

/** The recognised kinds of providers. */
const KINDS: readonly ((instance: object) => AmqpConnectionSource | undefined)[] = [
  ofConnection,
  ofRecovering,
  ofManager,
  ofGolevelup,
  ofNestClient,
];

/** The connection to RabbitMQ that an instance is or has; undefined when it is none. */
export function connectionSourceOf(instance: object): AmqpConnectionSource | undefined {
  for (const recognise of KINDS) {
    const source = recognise(instance);
    if (source) return source;
  }
  return undefined;
}

function ofConnection(instance: object): AmqpConnectionSource | undefined {
  if (!isConnection(instance)) return undefined;
  return { current: () => instance };
}

function ofRecovering(instance: object): AmqpConnectionSource | undefined {
  const isOne = hasMethods(instance, 'createChannel', 'createConfirmChannel', 'waitForConnect');
  if (!isOne || !('_core' in instance)) return undefined;
  // Objects with these methods have this core in all versions of amqplib.
  const recovering = instance as Recovering;
  return { current: () => recovering._core._model ?? undefined };
}

function ofManager(instance: object): AmqpConnectionSource | undefined {
  if (!hasMethods(instance, 'createChannel', 'isConnected') || !('connection' in instance)) {
    return undefined;
  }
  return managed(() => instance as Manager);
}

/** @golevelup/nestjs-rabbitmq's AmqpConnection. */
function ofGolevelup(instance: object): AmqpConnectionSource | undefined {
  if (!hasMethods(instance, 'publish') || !('managedConnection' in instance)) return undefined;
  return managed(() => (instance as { managedConnection?: Manager }).managedConnection);
}

/** @nestjs/microservices's ClientRMQ, which connects when it sends its first message. */
function ofNestClient(instance: object): AmqpConnectionSource | undefined {
  if (!hasMethods(instance, 'emit', 'send', 'createClient', 'consumeChannel')) return undefined;
  const client = (): Manager | undefined =>
    (instance as { readonly client?: Manager | null }).client ?? undefined;
  return { ...managed(client), isLazy: () => client() === undefined };
}

function managed(manager: () => Manager | undefined): AmqpConnectionSource {
  return { current: () => manager()?.connection };
}

function isConnection(instance: object): instance is AmqpConnection {
  return (
    hasMethods(instance, 'createChannel', 'createConfirmChannel', 'listenerCount') &&
    'connection' in instance
  );
}
