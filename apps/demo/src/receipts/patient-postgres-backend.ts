import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend } from 'bullmq';

const RETRY_EVERY_MS = 1000;

/** A client of pg; while it is taken from the pool nobody listens to its errors but who took it. */
interface Client {
  on(event: 'error', listener: () => void): unknown;
}

interface Connection {
  readonly pool: { on(event: 'connect', listener: (client: Client) => void): unknown };
  readonly isClosing: unknown;
  readyPromise: Promise<void> | undefined;
  waitUntilReady(): Promise<void>;
}

/**
 * BullMQ's PostgreSQL backend, waiting for a database that is not there yet. BullMQ 6.7 remembers
 * the first attempt to connect for ever, so a queue that started before its database never worked;
 * and a database that went while BullMQ set up its tables ended the process, by an error of a client
 * that nobody heard.
 */
export const createPatientPostgresBackend: typeof createPostgresBackend = (...args) => {
  const backend = createPostgresBackend(...args);
  const { connection } = backend as unknown as { connection: Connection };
  connection.pool.on('connect', (client) => client.on('error', () => undefined));
  const connectOnce = connection.waitUntilReady.bind(connection);
  let ready: Promise<void> | undefined;

  const keepTrying = async (): Promise<void> => {
    for (;;) {
      try {
        await connectOnce();
        return;
      } catch (error) {
        if (connection.isClosing) throw error;
        connection.readyPromise = undefined;
        await sleep(RETRY_EVERY_MS, undefined, { ref: false });
      }
    }
  };
  connection.waitUntilReady = () => (ready ??= keepTrying());
  return backend;
};
