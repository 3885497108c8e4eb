/** The status of a check. Degraded: it works, but needs attention. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** How readiness treats an indicator: an unhealthy one that gates takes the app out of service. */
export type HealthPolicy = 'gate' | 'inform';

/** Details for authorised clients; never secrets. */
export type HealthDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What an indicator found. */
export interface Finding {
  readonly status: HealthStatus;
  readonly message: string;
  readonly details?: HealthDetails;
}

/**
 * Checks one component. It needs no timeout, no cache and no try/catch of its own: the checker
 * provides them for all indicators. Throwing means unhealthy.
 */
export interface HealthIndicator {
  /** Unique among the app's indicators. */
  readonly name: string;
  /** Whether the app is unhealthy when this is. */
  readonly critical: boolean;
  /**
   * Whether it checks something outside this process. Dependencies are rejected in liveness, because
   * restarting a process does not repair a dependency. @default true
   */
  readonly isDependency?: boolean;
  /**
   * Whether the app stops being ready when this is unhealthy. A dependency that all instances share
   * would take all of them out at once. @default 'inform' for a dependency, 'gate' for the process itself
   */
  readonly policy?: HealthPolicy;
  /** The groups that it belongs to: `live`, `ready`, `startup` or the app's own. @default none */
  readonly groups?: readonly string[];
  /**
   * Interval of background checks, in milliseconds, instead of checks on request.
   * @default the module's `health.intervalMs`
   */
  readonly intervalMs?: number;
  /** Timeout of one check, in milliseconds. @default the module's `health.timeoutMs` */
  readonly timeoutMs?: number;
  /** The status when the check times out. @default 'unhealthy' */
  readonly statusWhenLate?: 'degraded' | 'unhealthy';
  /**
   * A fault of this instance alone, as a sentence without a full stop: it fails readiness whatever
   * the policy. Called for each readiness probe, so it must not do any I/O.
   */
  instanceFault?(): string | undefined;
  /** @param signal aborted on timeout; stop and release resources */
  check(signal: AbortSignal): Promise<Finding>;
}

/** A status that was found, but not often enough to change the reported one. */
export interface PendingFinding {
  readonly status: HealthStatus;
  readonly message: string;
}

/** The reported result of one indicator; status, message and details are those after hysteresis. */
export interface CheckResult extends Finding {
  readonly name: string;
  readonly critical: boolean;
  readonly policy: HealthPolicy;
  readonly details: HealthDetails;
  /** How long the last check took, in milliseconds with two decimals. */
  readonly responseTimeMs: number;
  /** When the last check ended, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** What the last check found, if that is about to change the status. */
  readonly pending?: PendingFinding;
}

/** A change of a reported status. */
export interface HealthChange {
  readonly from: HealthStatus;
  readonly to: HealthStatus;
}

/** Notified of every check. Errors that it throws are counted and ignored. */
export interface HealthSubscriber {
  /** @param change set when the reported status has changed; the initial status is healthy */
  checked(result: CheckResult, change: HealthChange | undefined): void;
}

const BEST_FIRST: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

/** The severity of a status: 0, 1 or 2. */
export function badnessOf(status: HealthStatus): number {
  return BEST_FIRST.indexOf(status);
}

/** Collects the problems that an indicator detects; the worst status counts. */
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

  /** @param fine the message when there are no problems */
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
