import type { Finding } from '../../../health';
import type { QueueConnection } from '../queue.indicator';
import { backendOf, waitingBackendOf } from './backend';
import type { Backend } from './backend';

/** A worker of BullMQ; it is closing once `closing` is set. */
interface WorkerLike {
  readonly closing?: unknown;
}

/** A `@Processor`: @nestjs/bullmq gives it its worker when the app starts, and maybe another one later. */
export interface WorkerHost {
  readonly worker?: WorkerLike;
}

const CONNECTED: Finding = { status: 'healthy', message: '' };

/**
 * The worker of this process, as the indicator `queue` checks it. Its connections are
 * separate from the queue's; when one is dead, no jobs are processed although there is a worker.
 */
export function workerConnections(host: WorkerHost, queueName: string): QueueConnection[] {
  return [backendOf, waitingBackendOf].map((find) => {
    const backend = backendNow(host, find);
    return {
      alias: `${queueName}_worker`,
      subject: 'connection',
      check: async (signal) => {
        await backend()?.ping(signal);
        return CONNECTED;
      },
      remedy: () => backend()?.remedy(),
    };
  });
}

/** Looked up again for each new worker; undefined while the worker is closing. */
function backendNow(
  host: WorkerHost,
  find: (worker: object) => Backend | undefined,
): () => Backend | undefined {
  let known: { readonly of: object; readonly backend: Backend | undefined } | undefined;
  return () => {
    const worker = workerOf(host);
    if (!worker || worker.closing) return undefined;
    if (known?.of !== worker) known = { of: worker, backend: find(worker) };
    return known.backend;
  };
}

/** Its getter throws while there is no worker yet. */
function workerOf(host: WorkerHost): WorkerLike | undefined {
  try {
    return host.worker;
  } catch {
    return undefined;
  }
}
