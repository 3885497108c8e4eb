import { DetachedContext } from '../../../export';

/** How many requests of one stretch of time ended how, in Sentry's words. */
export interface SessionCounts {
  /** When the stretch began, as ISO text. */
  readonly started: string;
  readonly exited: number;
  readonly crashed: number;
}

const EVERY_MS = 60_000;

/**
 * Release health: how many requests of this release ended well. A request costs an addition; once a
 * minute, and when the app ends, the sums are sent.
 */
export class RequestSessions {
  private readonly outside = new DetachedContext();
  private exited = 0;
  private crashed = 0;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (counts: SessionCounts) => void) {}

  /** @param hasFailed with an unhandled error */
  count(hasFailed: boolean): void {
    if (hasFailed) this.crashed += 1;
    else this.exited += 1;
    if (this.timer === undefined) this.begin();
  }

  /** Sends what is counted so far. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const { exited, crashed } = this;
    this.exited = 0;
    this.crashed = 0;
    this.send({ started: new Date(this.startedAt).toISOString(), exited, crashed });
  }

  private begin(): void {
    this.startedAt = Date.now();
    this.timer = this.outside.run(() => setTimeout(() => this.flush(), EVERY_MS).unref());
  }
}
