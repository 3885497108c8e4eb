import { AsyncResource } from 'node:async_hooks';

/** How often what measures loop time looks at the clock, in milliseconds. */
export const TICK_MS = 20;
/** The most that counts between two ticks, in milliseconds: a tick may be a little late on a busy loop. */
export const MAX_TICK_MS = 40;

/**
 * Splits time into loop time, in which the event loop turned, and time in which something blocked
 * it: synchronous work, or a processor that was taken away. Each block counts as one tick at most.
 * All times are milliseconds of one clock, which the caller reads.
 */
export class LoopTime {
  private tickedAt: number;
  private blockedBeforeMs = 0;

  constructor(private readonly startedAt: number) {
    this.tickedAt = startedAt;
  }

  /** To be called every `TICK_MS` while the loop turns. @returns whether it was blocked before */
  tick(now: number): boolean {
    const blockedMs = this.blockedSinceTick(now);
    this.blockedBeforeMs += blockedMs;
    this.tickedAt = now;
    return blockedMs > 0;
  }

  /** How long the loop was blocked so far. */
  blockedMs(now: number): number {
    return this.blockedBeforeMs + this.blockedSinceTick(now);
  }

  /** How long the loop turned so far. */
  turnedMs(now: number): number {
    return now - this.startedAt - this.blockedMs(now);
  }

  private blockedSinceTick(now: number): number {
    return Math.max(0, now - this.tickedAt - MAX_TICK_MS);
  }
}

/** Timers count whole milliseconds: what is left below that has passed. */
const PASSED_MS = 1;

/** Something that waits for loop time to pass, or measures it. */
export interface LoopWaiter {
  /** When it is due, in the ticker's loop time; Infinity where it only measures. */
  dueMs: number;
  /** Called at the first tick at which it is due, and at each further one until it leaves or is due later. */
  due(turnedMs: number, wasBlocked: boolean): void;
}

/** What has passed since a moment, in milliseconds. */
export interface LoopReading {
  readonly turnedMs: number;
  readonly blockedMs: number;
}

/**
 * Measures loop time for all waiting code: one timer, which keeps no process alive and is gone while nothing
 * waits. A timer for each limit took most of a processor at some thousands of pending calls.
 */
export class LoopTicker {
  private readonly waiters = new Set<LoopWaiter>();
  /** Born in no request: the timer serves many. */
  private readonly detached = new AsyncResource('nestjs-observability');
  private time = new LoopTime(0);
  private timer: NodeJS.Timeout | undefined;
  /** The function that has set the timer: with fake timers of tests it changes, and the timer is void. */
  private setter: typeof setTimeout | undefined;
  private ticksAt = 0;
  /** When the next waiter is due, or was before it left. */
  private earliestMs = Number.POSITIVE_INFINITY;

  /** Loop time so far; it begins anew when the first waiter enters. */
  get reading(): LoopReading {
    const now = performance.now();
    return { turnedMs: this.time.turnedMs(now), blockedMs: this.time.blockedMs(now) };
  }

  /** @param afterMs when it is due, from now on. @returns the loop time at which it begins */
  enter(waiter: LoopWaiter, afterMs: number): LoopReading {
    const now = performance.now();
    if (this.waiters.size === 0) this.restart(now);
    const { reading } = this;
    waiter.dueMs = reading.turnedMs + afterMs;
    this.waiters.add(waiter);
    this.earliestMs = Math.min(this.earliestMs, waiter.dueMs);
    this.arm(now, afterMs);
    return reading;
  }

  leave(waiter: LoopWaiter): void {
    this.waiters.delete(waiter);
    if (this.waiters.size === 0) this.disarm();
  }

  private restart(now: number): void {
    this.time = new LoopTime(now);
    this.earliestMs = Number.POSITIVE_INFINITY;
  }

  private arm(now: number, afterMs: number): void {
    const delayMs = Math.min(TICK_MS, afterMs);
    const isArmed = this.timer !== undefined && this.setter === setTimeout;
    if (isArmed && this.ticksAt <= now + delayMs) return;
    this.disarm();
    this.ticksAt = now + delayMs;
    this.setter = setTimeout;
    const timer = this.detached.runInAsyncScope(() =>
      setTimeout(() => {
        if (this.timer === timer) this.tick();
      }, delayMs),
    );
    this.timer = timer.unref();
  }

  private disarm(): void {
    // Fake timers complain of what is not theirs.
    if (this.setter === setTimeout) clearTimeout(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    this.timer = undefined;
    const now = performance.now();
    const wasBlocked = this.time.tick(now);
    const turnedMs = this.time.turnedMs(now);
    if (this.earliestMs - turnedMs < PASSED_MS) this.end(turnedMs, wasBlocked);
    if (this.waiters.size > 0) this.arm(now, Math.max(PASSED_MS, this.earliestMs - turnedMs));
  }

  private end(turnedMs: number, wasBlocked: boolean): void {
    this.earliestMs = Number.POSITIVE_INFINITY;
    for (const waiter of this.waiters) {
      if (waiter.dueMs - turnedMs < PASSED_MS) waiter.due(turnedMs, wasBlocked);
      if (this.waiters.has(waiter)) this.earliestMs = Math.min(this.earliestMs, waiter.dueMs);
    }
  }
}

/** The one of the process. */
export const loopTicker = new LoopTicker();
