import { systemClock } from './clock';
import type { Clock } from './clock';

/** The most events in a second. */
export interface QuotaLimits {
  /** Of all transactions together. */
  readonly total: number;
  /** Of one transaction. */
  readonly perTransaction: number;
}

/** The limit that an event was beyond; a label. */
export type BeyondQuota = 'total_quota' | 'transaction_quota';

/** 100 events in a second, 30 of them of one transaction. */
export const DEFAULT_QUOTA: QuotaLimits = { total: 100, perTransaction: 30 };

/** What Sentry's scope says of an event that is within the quota already; it never leaves the process. */
export const WITHIN_QUOTA = { nestjsObservabilityQuota: true } as const;

/** Whether the library has made the event, within its quota. */
export function isWithinQuota({
  sdkProcessingMetadata,
}: {
  readonly sdkProcessingMetadata?: Readonly<Record<string, unknown>>;
}): boolean {
  return sdkProcessingMetadata?.['nestjsObservabilityQuota'] === true;
}

const SECOND_MS = 1000;
/** Further ones share the quota of one transaction. */
const MAX_TRANSACTIONS = 1000;
const OTHERS = '';
/** This part of the total is for transactions that had no event in this second. */
const RESERVED_PART = 1 / 4;

/**
 * How many error events may be made in a second: in all, and of one transaction. A transaction's
 * first event in a second finds room as long as there is any; the others have to leave a quarter of
 * the total, so that a few transactions that fail all the time do not hide the one that fails once.
 */
export class EventQuota {
  private readonly taken = new Map<string, number>();
  private readonly shared: number;
  private sum = 0;
  /** Of the clock: all limits begin anew at the same time. */
  private second = -1;

  constructor(
    private readonly limits: QuotaLimits = DEFAULT_QUOTA,
    private readonly clock: Clock = systemClock,
  ) {
    const { total } = limits;
    this.shared = Math.min(total, Math.max(1, total - Math.ceil(total * RESERVED_PART)));
  }

  /**
   * Takes the place of one event.
   * @param transaction undefined for what the app captures itself: it is under the total alone
   * @returns the limit that it is beyond, where there is no place
   */
  take(transaction?: string): BeyondQuota | undefined {
    this.turnSecond();
    const key = transaction === undefined ? undefined : this.keyOf(transaction);
    const taken = key === undefined ? 1 : (this.taken.get(key) ?? 0);
    if (key !== undefined && taken >= this.limits.perTransaction) return 'transaction_quota';
    if (this.sum >= (taken === 0 ? this.limits.total : this.shared)) return 'total_quota';
    this.sum += 1;
    if (key !== undefined) this.taken.set(key, taken + 1);
    return undefined;
  }

  /** How many transactions it remembers; at most 1000, or the total. */
  get size(): number {
    return this.taken.size;
  }

  private keyOf(transaction: string): string {
    const isRoom = this.taken.size < MAX_TRANSACTIONS - 1 || this.taken.has(transaction);
    return isRoom ? transaction : OTHERS;
  }

  private turnSecond(): void {
    const second = Math.floor(this.clock.now() / SECOND_MS);
    if (second === this.second) return;
    this.second = second;
    this.sum = 0;
    this.taken.clear();
  }
}
