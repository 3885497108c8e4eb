// node-redis (the package `redis`): does every client answer, soon, and with memory to spare?
// Enters: its clients in the container.
// Leaves: connections of the indicator `cache`.
export { nodeRedis } from './node-redis.integration';
