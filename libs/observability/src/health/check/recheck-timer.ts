import { AsyncResource } from 'node:async_hooks';

/** The shortest time between two checks that no probe requested, in milliseconds. */
const MIN_PAUSE_MS = 50;

/** Schedules one recheck after a pause, however often it is requested in the meantime. */
export class RecheckTimer {
  private readonly pauseMs: number;
  /** Detached from the request that scheduled the recheck, which has finished by then. */
  private readonly detached = new AsyncResource('HealthRecheck');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Settles when the next recheck has finished; undefined while none is scheduled. */
  private next: Promise<void> | undefined;
  private resolveDone: () => void = () => undefined;

  constructor(
    private readonly check: () => Promise<unknown>,
    pauseMs: number,
  ) {
    this.pauseMs = Math.max(MIN_PAUSE_MS, pauseMs);
  }

  /** Settles when the scheduled recheck has finished; immediately when there is none. */
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
    // Its result may schedule another recheck, which has its own promise.
    this.next = undefined;
    void this.check().finally(resolveDone);
  }

  private finish(): void {
    this.next = undefined;
    this.resolveDone();
  }
}
