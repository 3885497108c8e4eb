import type { Connection } from './connection';
import type { Pool } from './pool';
import type { WireRequest } from './requests';

/** How many requests a second, and for how long. */
export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Timers wake up to a millisecond late; the rest of the wait is spent turning. */
const TIMER_SLACK_MS = 1.5;

/**
 * The open loop: requests are due at fixed moments, whether the server keeps up or not. A latency
 * counts from the moment when the request was due, so a server that stalls is charged for all
 * that had to wait (no coordinated omission).
 *
 * @returns the latency of each request, in milliseconds
 */
export function atFixedRate(
  pool: Pool,
  requests: Iterator<WireRequest, void>,
  pace: Pace,
): Promise<number[]> {
  return pool.run((resolve) => new OpenLoop(pool, requests, pace, resolve).turn());
}

class OpenLoop {
  private readonly begin = performance.now();
  private readonly gapMs: number;
  private readonly total: number;
  private readonly idle: Connection[];
  private readonly latencies: number[] = [];
  private sent = 0;

  constructor(
    private readonly pool: Pool,
    private readonly requests: Iterator<WireRequest, void>,
    { perSecond, seconds }: Pace,
    private readonly done: (latencies: number[]) => void,
  ) {
    this.gapMs = 1000 / perSecond;
    this.total = Math.round(perSecond * seconds);
    this.idle = [...pool.connections];
  }

  /** Sends what is due, and comes back when the next request is. */
  turn(): void {
    this.sendDue();
    if (this.sent === this.total) return;
    const waitMs = this.nextDueAt - performance.now();
    if (waitMs > TIMER_SLACK_MS) setTimeout(() => this.turn(), waitMs - TIMER_SLACK_MS);
    else setImmediate(() => this.turn());
  }

  private get nextDueAt(): number {
    return this.begin + this.sent * this.gapMs;
  }

  private sendDue(): void {
    while (this.sent < this.total && this.nextDueAt <= performance.now()) {
      const connection = this.idle.pop();
      const { value: request } = this.requests.next();
      if (!connection || !request) return;
      this.send(connection, request);
    }
  }

  private send(connection: Connection, request: WireRequest): void {
    const dueAt = this.nextDueAt;
    this.sent += 1;
    this.pool.send(connection, request, () => {
      this.latencies.push(performance.now() - dueAt);
      this.idle.push(connection);
      if (this.latencies.length === this.total) this.done(this.latencies);
      else this.sendDue();
    });
  }
}
