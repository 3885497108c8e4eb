/** How something is doing. Degraded: it works, and somebody should look. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** What readiness does with an indicator: an unhealthy one that gates takes the app out of service. */
export type HealthPolicy = 'gate' | 'inform';

/** Facts for people who may see them; never secrets. */
export type HealthDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What an indicator found. */
export interface Finding {
  readonly status: HealthStatus;
  readonly message: string;
  readonly details?: HealthDetails;
}

/**
 * Tells how one thing is doing. It has no timeout, no cache and no try/catch of its own: the
 * checker does those once for all. Throwing means unhealthy.
 */
export interface HealthIndicator {
  /** Unique among the app's indicators. */
  readonly name: string;
  /** Whether the app is unhealthy when this is. */
  readonly critical: boolean;
  /**
   * Whether it looks outside this process. Dependencies are refused in liveness, since restarting
   * a process heals no dependency. @default true
   */
  readonly isDependency?: boolean;
  /**
   * Whether the app stops being ready when this is unhealthy. What many instances share would take
   * all of them out at once. @default 'inform' for a dependency, 'gate' for the process itself
   */
  readonly policy?: HealthPolicy;
  /** The groups that it belongs to: `live`, `ready`, `startup` or the app's own. @default none */
  readonly groups?: readonly string[];
  /**
   * Checked at this pace in the background, in milliseconds, instead of on request.
   * @default the module's `health.intervalMs`
   */
  readonly intervalMs?: number;
  /** How long one check may take, in milliseconds. @default the module's `health.timeoutMs` */
  readonly timeoutMs?: number;
  /** What it means when the check does not answer in time. @default 'unhealthy' */
  readonly statusWhenLate?: 'degraded' | 'unhealthy';
  /**
   * What keeps this instance alone from its work, as a sentence without a full stop: readiness
   * fails by it whatever the policy. It is called at each readiness probe, so it must ask nobody.
   */
  instanceFault?(): string | undefined;
  /** @param signal aborted when the time is over; stop and release what you use */
  check(signal: AbortSignal): Promise<Finding>;
}

/** A status that has been seen, and not often enough to be believed. */
export interface PendingFinding {
  readonly status: HealthStatus;
  readonly message: string;
}

/** One indicator's answer, as it is shown: status, message and details are the settled ones. */
export interface CheckResult extends Finding {
  readonly name: string;
  readonly critical: boolean;
  readonly policy: HealthPolicy;
  readonly details: HealthDetails;
  /** How long the last check took, in milliseconds with two decimals. */
  readonly responseTimeMs: number;
  /** When the last check ended, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** What the last check found, where it is about to change the status. */
  readonly pending?: PendingFinding;
}

/** Where a settled status came from and went to. */
export interface HealthChange {
  readonly from: HealthStatus;
  readonly to: HealthStatus;
}

/** Hears of every check. What it throws is counted, and felt by nobody. */
export interface HealthSubscriber {
  /** @param change given when the settled status is another than before; before the first it is healthy */
  checked(result: CheckResult, change: HealthChange | undefined): void;
}

const BEST_FIRST: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

/** How bad a status is: 0, 1 or 2. */
export function badnessOf(status: HealthStatus): number {
  return BEST_FIRST.indexOf(status);
}

/** Collects what an indicator notices; the worst of it is what it found. */
export class Findings {
  private readonly statuses: HealthStatus[] = [];
  private readonly messages: string[] = [];
  private readonly details: Record<string, string | number | boolean | null> = {};

  note(key: string, value: string | number | boolean | null): this {
    this.details[key] = value;
    return this;
  }

  add(status: 'degraded' | 'unhealthy', message: string): this {
    this.statuses.push(status);
    this.messages.push(message);
    return this;
  }

  /** @param fine the message when nothing was noticed */
  toFinding(fine: string): Finding {
    const status =
      BEST_FIRST.findLast((candidate) => this.statuses.includes(candidate)) ?? 'healthy';
    return { status, message: this.messages.join('; ') || fine, details: this.details };
  }
}

/** Milliseconds with two decimals, for details. */
export function roundedMs(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
