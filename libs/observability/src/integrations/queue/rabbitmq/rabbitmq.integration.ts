import type { Integration } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import { connectionSourceOf } from './connection-source';
import { rabbitConnection } from './rabbitmq-connection';

/**
 * Looks after every connection to RabbitMQ in the container: is it open, and do its queues have
 * consumers?
 * @example `{ provide: 'RABBITMQ', useFactory: () => connect(url, { recovery: true }) }` is all it takes.
 */
export const rabbitmq: Integration = {
  product: 'RabbitMQ',
  client: 'a connection of amqplib or amqp-connection-manager',
  queues(provided, { queue: { rabbitQueues, mostJobs } }) {
    return namedClients(provided, connectionSourceOf, 'rabbitmq').map(({ alias, client }, i) =>
      // One connection sees the queues of all.
      rabbitConnection(alias, client, { names: i === 0 ? rabbitQueues : [], mostJobs }),
    );
  },
};
