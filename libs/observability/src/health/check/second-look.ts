import { AsyncResource } from 'node:async_hooks';

/** The shortest time between two checks that no probe requested, in milliseconds. */
const MIN_PAUSE_MS = 50;

/** Has something checked again after a pause, however often that is requested meanwhile. */
export class SecondLook {
  private readonly pauseMs: number;
  /** The request that asked first is over by then: its context is not the second look's. */
  private readonly outside = new AsyncResource('HealthSecondLook');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Settles when the next look is over; undefined while none is wanted. */
  private next: Promise<void> | undefined;
  private isOver: () => void = () => undefined;

  constructor(
    private readonly look: () => Promise<unknown>,
    pauseMs: number,
  ) {
    this.pauseMs = Math.max(MIN_PAUSE_MS, pauseMs);
  }

  /** Settles when the look that is wanted is over; at once when none is. */
  get over(): Promise<void> {
    return this.next ?? Promise.resolve();
  }

  soon(): void {
    if (this.timer || this.isStopped) return;
    this.next ??= new Promise((resolve) => (this.isOver = resolve));
    this.timer = this.outside.runInAsyncScope(() => setTimeout(() => this.now(), this.pauseMs));
    this.timer.unref();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.end();
  }

  private now(): void {
    this.timer = undefined;
    const { isOver } = this;
    // What is found may want yet another look, which is another one to wait for.
    this.next = undefined;
    void this.look().finally(isOver);
  }

  private end(): void {
    this.next = undefined;
    this.isOver();
  }
}
