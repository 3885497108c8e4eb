import type { Findings } from '../../../health';
import type { QueueConnection } from '../queue.contract';
import { amqpLink } from './amqp-link';
import type { AmqpChannel, AmqpConnection, AmqpHolder } from './rabbitmq.contract';

/** AMQP's code of a queue that is not there. */
const NOT_FOUND = 404;

/** What is wanted of a broker's queues. */
export interface WantedQueues {
  /** Their names; they are looked at and never made. */
  readonly names: readonly string[];
  /** Above this number of messages there is a backlog. */
  readonly mostJobs: number;
}

/**
 * A connection to RabbitMQ as the indicator `queue` asks it: it opens a channel, it is not blocked,
 * and the queues that it is asked for have consumers and no backlog.
 */
export function rabbitConnection(
  alias: string,
  holder: AmqpHolder,
  queues: WantedQueues,
): QueueConnection {
  return {
    alias,
    subject: 'RabbitMQ',
    link: amqpLink(holder),
    ask: async (signal, findings) => {
      if (holder.isLazy?.()) return;
      const connection = holder.current();
      if (!connection) throw new Error('not connected');
      // A blocked connection is not listened to: no question would be answered.
      if (connection.connection.blocked) noteBlocked(findings);
      else await Promise.race([ask(connection, queues, findings), blocked(connection, signal)]);
    },
  };
}

async function ask(
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

/** Settles when the time is over and the connection was blocked meanwhile, so that the next check can say so. */
function blocked({ connection }: AmqpConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      if (connection.blocked) resolve();
    });
  });
}

/** A channel of its own each time: the broker closes one that asks for a queue which is not there. */
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
