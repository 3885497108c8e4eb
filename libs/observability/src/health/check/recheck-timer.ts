import { AsyncResource } from 'node:async_hooks';

/** The shortest time between two checks that no probe requested, in milliseconds. */
const MIN_PAUSE_MS = 50;

/** Has something checked again after a pause, however often that is requested meanwhile. */
export class RecheckTimer {
  private readonly pauseMs: number;
  /** The request that asked first is over by then: its context is not the second look's. */
  private readonly detached = new AsyncResource('HealthRecheck');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Settles when the next look is over; undefined while none is wanted. */
  private next: Promise<void> | undefined;
  private resolveDone: () => void = () => undefined;

  constructor(
    private readonly check: () => Promise<unknown>,
    pauseMs: number,
  ) {
    this.pauseMs = Math.max(MIN_PAUSE_MS, pauseMs);
  }

  /** Settles when the look that is wanted is over; at once when none is. */
  get done(): Promise<void> {
    return this.next ?? Promise.resolve();
  }

  schedule(): void {
    if (this.timer || this.isStopped) return;
    this.next ??= new Promise((resolve) => (this.resolveDone = resolve));
    this.timer = this.detached.runInAsyncScope(() => setTimeout(() => this.run(), this.pauseMs));
    this.timer.unref();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.finish();
  }

  private run(): void {
    this.timer = undefined;
    const { resolveDone } = this;
    // What is found may want yet another look, which is another one to wait for.
    this.next = undefined;
    void this.check().finally(resolveDone);
  }

  private finish(): void {
    this.next = undefined;
    this.resolveDone();
  }
}
