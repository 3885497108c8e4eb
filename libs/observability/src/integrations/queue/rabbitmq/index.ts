// RabbitMQ: is the connection open, and do the queues have consumers and no backlog?
// Enters: the connections of amqplib, amqp-connection-manager and those that keep one, in the container.
// Leaves: connections of the indicator `queue`.
export { rabbitmq } from './rabbitmq.integration';
