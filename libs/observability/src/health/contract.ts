/** How something is doing. Degraded: it works, and somebody should look. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

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
  /** How long one check may take, in milliseconds. @default the module's `health.timeoutMs` */
  readonly timeoutMs?: number;
  /** What it means when the check does not answer in time. @default 'unhealthy' */
  readonly statusWhenLate?: 'degraded' | 'unhealthy';
  /** @param signal aborted when the time is over; stop and release what you use */
  check(signal: AbortSignal): Promise<Finding>;
}

/** One indicator's answer, as it is shown. */
export interface CheckResult extends Finding {
  readonly name: string;
  readonly critical: boolean;
  readonly details: HealthDetails;
  readonly responseTimeMs: number;
}

const WORST_FIRST: readonly HealthStatus[] = ['unhealthy', 'degraded', 'healthy'];

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
    const status = WORST_FIRST.find((candidate) => this.statuses.includes(candidate)) ?? 'healthy';
    return { status, message: this.messages.join('; ') || fine, details: this.details };
  }
}

/** Milliseconds with two decimals, for details. */
export function roundedMs(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
