import { lazyLink } from '../../asking/lazy-link';
import type { QueueConnection } from '../queue.contract';
import { backendOf, waitingBackendOf } from './backend';
import type { Backend } from './backend.contract';

/** A worker of BullMQ; it is closing for good once `closing` is there. */
interface WorkerLike {
  readonly closing?: unknown;
}

/** A `@Processor`: @nestjs/bullmq gives it its worker when the app starts, and maybe another one later. */
export interface WorkerHolder {
  readonly worker?: WorkerLike;
}

/**
 * The worker of this process, as the indicator `queue` asks it. It has connections apart from the
 * queue's; when one is lost in silence, nobody takes jobs though a worker is there.
 */
export function workerConnections(holder: WorkerHolder, queueName: string): QueueConnection[] {
  return [backendOf, waitingBackendOf].map((find) => {
    const backend = backendNow(holder, find);
    return {
      alias: `${queueName}_worker`,
      subject: 'connection',
      ask: async (signal) => {
        await backend()?.ping(signal);
      },
      link: lazyLink(() => backend()?.link),
    };
  });
}

/** Found anew for each new worker; there is none while it closes. */
function backendNow(
  holder: WorkerHolder,
  find: (worker: object) => Backend | undefined,
): () => Backend | undefined {
  let known: { readonly of: object; readonly backend: Backend | undefined } | undefined;
  return () => {
    const worker = workerOf(holder);
    if (!worker || worker.closing) return undefined;
    if (known?.of !== worker) known = { of: worker, backend: find(worker) };
    return known.backend;
  };
}

/** Its getter throws while there is no worker yet. */
function workerOf(holder: WorkerHolder): WorkerLike | undefined {
  try {
    return holder.worker;
  } catch {
    return undefined;
  }
}
