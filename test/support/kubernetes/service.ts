import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from './kubelet';

/** What a client got: a status, or the code of the mistake. */
export type Got = number | string;

/**
 * Leads clients to pods as a Service does: to those that are ready, in turn. What changes is known
 * everywhere only a moment later, so that a pod that is ending still gets requests.
 */
export class Service {
  private readonly endpoints = new Set<Pod>();
  private readonly known = new Set<Pod>();
  private readonly toTheEnding = new Map<Pod, number>();
  private readonly agent = new Agent({ keepAlive: true });
  private next = 0;

  /** @param propagationMs how long a change takes to be known, in milliseconds */
  constructor(private readonly propagationMs: number) {}

  /** Follows a pod; resolves when what is known of it has come everywhere. */
  async add(pod: Pod): Promise<void> {
    if (!this.known.has(pod)) pod.onChange(() => void this.update(pod));
    this.known.add(pod);
    await this.update(pod);
  }

  /** How many requests a pod got after it was told to end. */
  requestsWhileEnding(pod: Pod): number {
    return this.toTheEnding.get(pod) ?? 0;
  }

  /** Sends requests at an even pace until it is told to end. @returns what each of them got */
  async traffic(path: string, everyMs: number, end: AbortSignal): Promise<Got[]> {
    const calls: Promise<Got>[] = [];
    while (!end.aborted) {
      calls.push(this.get(path));
      await sleep(everyMs);
    }
    return Promise.all(calls);
  }

  close(): void {
    this.agent.destroy();
  }

  private get(path: string): Promise<Got> {
    const pods = [...this.endpoints];
    const pod = pods[(this.next += 1) % pods.length];
    if (!pod) return Promise.resolve('no endpoints');
    if (pod.isTerminating) this.toTheEnding.set(pod, this.requestsWhileEnding(pod) + 1);
    return new Promise((resolve) => {
      const call = request({ host: '127.0.0.1', port: pod.port, path, agent: this.agent });
      call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      call.once('response', (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', () => resolve('cut off'));
      });
      call.end();
    });
  }

  private async update(pod: Pod): Promise<void> {
    const isEndpoint = pod.isReady && !pod.isTerminating;
    await sleep(this.propagationMs);
    if (isEndpoint) this.endpoints.add(pod);
    else this.endpoints.delete(pod);
  }
}
