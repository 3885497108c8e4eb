import { AsyncResource } from 'node:async_hooks';

const WINDOW_MS = 60_000;

/** Why a request may not read. */
export type RefusalReason =
  'no token' | 'wrong token' | 'guard' | 'not local' | 'closed' | 'read only';

/** A refused request, without anything that the client sent. */
export interface Refusal {
  /** `metrics` or `details`. */
  readonly place: string;
  readonly reason: RefusalReason;
  /** The peer's address. */
  readonly address: string | undefined;
}

/** Refusals since the last report, and the newest of them. */
export interface RefusalReport extends Refusal {
  readonly refused: number;
}

/** Where reports go. */
type Reporter = (refusals: RefusalReport) => void;

/**
 * Reports refused requests by place and reason: the first immediately, then one sum a minute, so that a
 * scanner does not flood the log and every attempt is counted.
 */
export class Refusals {
  private readonly byKind = new Map<string, RefusalsOfKind>();
  /** Detached from any request: the sum of a minute belongs to none. */
  private readonly detached = new AsyncResource('nestjs-observability');

  constructor(
    private readonly report: Reporter,
    private readonly windowMs = WINDOW_MS,
  ) {}

  count({ place, reason, address }: Refusal): void {
    const key = `${place} ${reason}`;
    const known = this.byKind.get(key) ?? new RefusalsOfKind(this.report, this.later);
    this.byKind.set(key, known);
    known.count({ place, reason, address });
  }

  private readonly later = (flush: () => void): NodeJS.Timeout =>
    this.detached.runInAsyncScope(() => setTimeout(flush, this.windowMs).unref());

  /** Reports the remaining sums; call it while the log still accepts lines. */
  end(): void {
    this.byKind.forEach((refusals) => refusals.end());
  }
}

class RefusalsOfKind {
  private refused = 0;
  private newest: Refusal | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly report: Reporter,
    private readonly later: (flush: () => void) => NodeJS.Timeout,
  ) {}

  count(refusal: Refusal): void {
    this.newest = refusal;
    this.refused += 1;
    if (!this.timer) this.flush();
  }

  end(): void {
    this.flush();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private readonly flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.newest || this.refused === 0) return;
    const report = { ...this.newest, refused: this.refused };
    this.refused = 0;
    this.timer = this.later(this.flush);
    this.report(report);
  };
}
