import { Findings } from '../../../health';
import type { QueueConnection } from '../queue.indicator';
import { remedyFor } from '../../client/missing-limits';
import type { AmqpChannel, AmqpConnection, AmqpConnectionSource } from './rabbitmq.contract';

/** AMQP's code for a missing queue. */
const NOT_FOUND = 404;
/** Up to here a dead connection is noticed in time. */
const MAX_HEARTBEAT_SECONDS = 5;

/** The queues of a broker that are checked. */
export interface WantedQueues {
  /** Their names; they are never created. */
  readonly names: readonly string[];
  /** Above this number of messages there is a backlog. */
  readonly mostJobs: number;
}

/**
 * A connection to RabbitMQ as the indicator `queue` checks it: it opens a channel, it is not blocked,
 * and the configured queues have consumers and no backlog.
 */
export function rabbitConnection(
  alias: string,
  source: AmqpConnectionSource,
  queues: WantedQueues,
): QueueConnection {
  return {
    alias,
    subject: 'RabbitMQ',
    check: async (signal) => {
      const findings = new Findings();
      if (source.isLazy?.()) return findings.toFinding('');
      const connection = source.current();
      if (!connection) throw new Error('not connected');
      // The broker does not read from a blocked connection: no request would be answered.
      if (connection.connection.blocked) noteBlocked(findings);
      else await Promise.race([check(connection, queues, findings), blocked(connection, signal)]);
      return findings.toFinding('');
    },
    remedy: () => remedyOf(source.current()),
  };
}

/** amqplib closes a connection on which it has received nothing for two heartbeats. */
function remedyOf(connection: AmqpConnection | undefined): string | undefined {
  const { heartbeat } = connection?.connection ?? {};
  if (heartbeat === 0) return remedyFor('amqplib', 'heartbeat');
  if (heartbeat === undefined || heartbeat <= MAX_HEARTBEAT_SECONDS) return undefined;
  return `if the connection is dead, amqplib notices it after ${2 * heartbeat} s: set a shorter heartbeat`;
}

async function check(
  connection: AmqpConnection,
  { names, mostJobs }: WantedQueues,
  findings: Findings,
): Promise<void> {
  if (names.length === 0) await withChannel(connection, async () => undefined);
  for (const name of names) {
    await withChannel(connection, (channel) => count(channel, name, { findings, mostJobs }));
  }
}

function noteBlocked(findings: Findings): void {
  findings.add('degraded', 'RabbitMQ takes no messages: it is short of memory or disk');
}

/** Resolves at the deadline if the connection was blocked meanwhile, so that the next check can report it. */
function blocked({ connection }: AmqpConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      if (connection.blocked) resolve();
    });
  });
}

/** A new channel each time: the broker closes one that checks a missing queue. */
async function withChannel(
  connection: AmqpConnection,
  use: (channel: AmqpChannel) => Promise<void>,
): Promise<void> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  await use(channel);
  await channel.close().catch(() => undefined);
}

async function count(
  channel: AmqpChannel,
  name: string,
  { findings, mostJobs }: { readonly findings: Findings; readonly mostJobs: number },
): Promise<void> {
  const found = await channel.checkQueue(name).catch((error: unknown) => {
    if ((error as { code?: unknown } | null)?.code === NOT_FOUND) return undefined;
    throw error;
  });
  if (!found) {
    findings.add('unhealthy', `there is no queue ${name}`);
    return;
  }
  const { messageCount, consumerCount } = found;
  findings.note(`${name}_messages`, messageCount).note(`${name}_consumers`, consumerCount);
  if (consumerCount === 0) findings.add('unhealthy', `${name} has no consumers`);
  if (messageCount > mostJobs) {
    findings.add('degraded', `${name} has a backlog, ${messageCount} messages`);
  }
}
