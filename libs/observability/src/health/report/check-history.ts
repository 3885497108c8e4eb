import type { HealthStatus } from '../model/contract';
import type { Latency } from './result-ring';

/** A change of a check's settled status. */
export interface HealthFlip {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: HealthStatus;
  readonly to: HealthStatus;
}

/** What is known of a check's past. */
export interface CheckHistory {
  readonly name: string;
  /** The settled status. */
  readonly status: HealthStatus;
  /** How many results there were since the start. */
  readonly results: number;
  /** The part of the time since the first result in which its status was not unhealthy, in percent. */
  readonly availability: number;
  /** The part of the kept results that did not find it unhealthy, settled or not, in percent. */
  readonly recentAvailability: number;
  /** How often the status has changed since the start. */
  readonly flips: number;
  /** The newest changes, the oldest first. */
  readonly lastFlips: readonly HealthFlip[];
  /** Of the kept results. */
  readonly latencyMs: Latency;
  /** When a check found it unhealthy last, and why; undefined where none did. */
  readonly lastFailure: { readonly at: number; readonly message: string } | undefined;
}
