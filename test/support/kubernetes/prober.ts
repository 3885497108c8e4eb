import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe } from 'kubernetes-types/core/v1';

/** Where a probe asks, and how long a second of its pace takes. */
export interface ProbedContainer {
  readonly port: number;
  /** In milliseconds: 1000 in life, less where a test cannot wait. Time-outs are not shortened. */
  readonly secondMs: number;
}

/** Asks by HTTP at the pace of a probe, as the kubelet does, and tells what follows from the answers. */
export class Prober {
  /** How often it asked. */
  asked = 0;
  private successes = 0;
  private failures = 0;

  constructor(
    private readonly probe: Probe,
    private readonly container: ProbedContainer,
    /** Hears true and false when the thresholds are reached, again with each further answer. */
    private readonly conclude: (isFine: boolean) => void,
  ) {}

  /** Asks until it is told to end. */
  async run(end: AbortSignal): Promise<void> {
    const { initialDelaySeconds = 0, periodSeconds = 10 } = this.probe;
    await this.pause(initialDelaySeconds, end);
    while (!end.aborted) {
      const startedAt = performance.now();
      const isSuccess = await this.ask();
      if (!end.aborted) this.count(isSuccess);
      const passedSeconds = (performance.now() - startedAt) / this.container.secondMs;
      await this.pause(Math.max(0, periodSeconds - passedSeconds), end);
    }
  }

  private count(isSuccess: boolean): void {
    const { successThreshold = 1, failureThreshold = 3 } = this.probe;
    this.asked += 1;
    this.successes = isSuccess ? this.successes + 1 : 0;
    this.failures = isSuccess ? 0 : this.failures + 1;
    if (this.successes >= successThreshold) this.conclude(true);
    if (this.failures >= failureThreshold) this.conclude(false);
  }

  /** A status from 200 to 399 is a success; so the kubelet sees it. */
  private ask(): Promise<boolean> {
    const { timeoutSeconds = 1, httpGet } = this.probe;
    const { port } = this.container;
    return new Promise((resolve) => {
      const call = request({
        port,
        host: '127.0.0.1',
        path: httpGet?.path,
        agent: false,
        headers: { 'user-agent': 'kube-probe/1.30', connection: 'close' },
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      });
      call.once('response', (response) => {
        const { statusCode = 0 } = response.resume();
        resolve(statusCode >= 200 && statusCode < 400);
      });
      call.once('error', () => resolve(false));
      call.end();
    });
  }

  private async pause(seconds: number, end: AbortSignal): Promise<void> {
    await sleep(seconds * this.container.secondMs, undefined, { signal: end }).catch(
      () => undefined,
    );
  }
}
