import type { HealthStatus } from '../model/contract';
import type { Latency } from './result-ring';

/** A change of a check's reported status. */
export interface HealthFlip {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: HealthStatus;
  readonly to: HealthStatus;
}

/** The history of a check. */
export interface CheckHistory {
  readonly name: string;
  /** The reported status. */
  readonly status: HealthStatus;
  /** The number of results since the start. */
  readonly results: number;
  /** The share of the time since the first result in which its status was not unhealthy, in percent. */
  readonly availability: number;
  /** The share of the kept results that did not find it unhealthy, in percent; without hysteresis. */
  readonly recentAvailability: number;
  /** How often the status has changed since the start. */
  readonly flips: number;
  /** The latest changes, oldest first. */
  readonly lastFlips: readonly HealthFlip[];
  /** Latency of the kept results. */
  readonly latencyMs: Latency;
  /** When a check last found it unhealthy, and why; undefined if none did. */
  readonly lastFailure: { readonly at: number; readonly message: string } | undefined;
}
