import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';

const RETRY_EVERY_MS = 1000;

/** A client of pg; while it is taken from the pool, only the code that took it can listen to its errors. */
interface Client {
  on(event: 'error', listener: () => void): unknown;
}

interface Connection {
  readonly pool: { on(event: 'connect', listener: (client: Client) => void): unknown };
  readonly isClosing: unknown;
  readyPromise: Promise<void> | undefined;
  waitUntilReady(): Promise<void>;
}

/** Lets BullMQ run where the address of the queue leads: on Redis, or on PostgreSQL where there is no Redis. */
export function useQueueBackend(queueUrl: string): void {
  setDefaultBackendFactory(
    /^postgres(?:ql)?:/.test(queueUrl) ? createPatientPostgresBackend : undefined,
  );
}

/**
 * BullMQ's PostgreSQL backend, waiting for a database that is not there yet. BullMQ 6.7 remembers
 * the first attempt to connect for ever, so a queue that started before its database never worked;
 * and a database that went while BullMQ set up its tables ended the process, by an error of a client
 * without a listener.
 */
const createPatientPostgresBackend: typeof createPostgresBackend = (name, options, ...more) => {
  const backend = createPostgresBackend(
    name,
    { ...options, connection: pgSettings(options) },
    ...more,
  );
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

/** The shop gives an address, as BullMQ takes it for Redis; for PostgreSQL it has another name. */
function pgSettings({ connection }: Parameters<typeof createPostgresBackend>[1]): {
  connectionString: string | undefined;
  migrate: boolean;
} {
  const { url } = connection as { url?: string };
  return { connectionString: url, migrate: true };
}
