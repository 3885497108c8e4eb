import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface Clients {
  /** Scrape once, all at the same time. */
  readonly readers: number;
  /** Ask for the page and never read a byte of it. */
  readonly deaf: number;
}

/** Many scrapes at once, by clients in a thread of their own. */
export class Storm {
  private readonly read: Promise<unknown[]>;

  private constructor(private readonly worker: Worker) {
    this.read = once(worker, 'message');
  }

  /** Begins; the requests are on their way. */
  static async over(base: string, clients: Clients): Promise<Storm> {
    const { hostname: host, port } = new URL(base);
    const workerData = { host, port: Number(port), ...clients };
    const worker = new Worker(join(__dirname, 'metrics-storm-worker.mjs'), { workerData });
    const storm = new Storm(worker);
    await once(worker, 'online');
    return storm;
  }

  /** Waits until all who read have their page, and ends the others; returns the bytes that were read. */
  async end(): Promise<number> {
    const [bytes] = await this.read;
    await this.worker.terminate();
    return Number(bytes);
  }
}
