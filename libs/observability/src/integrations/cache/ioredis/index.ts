// ioredis: does every Redis answer, soon, and with memory to spare?
// Enters: the clients of ioredis in the container.
// Leaves: connections of the indicator `cache`.
export { ioredis } from './ioredis.integration';
