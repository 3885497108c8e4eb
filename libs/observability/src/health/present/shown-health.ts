import type { ServiceIdentity } from '../../core';
import type { HealthReport } from '../model/aggregate';
import type { Availability } from '../report/availability';
import type { CheckResult } from '../model/contract';

/** What the app says of itself, whatever its checks say. */
export interface ShownAvailability {
  readonly state: Availability;
  readonly reason: string | undefined;
}

/** What a page shows to who may see details. */
export interface ShownHealth {
  /** The page in Kubernetes' words: `healthz`, `livez`, `readyz`, or the name of a group. */
  readonly probe: string;
  /** What counts: without the checks that the request left out. */
  readonly report: HealthReport;
  /** The checks in their order, with those that the request left out. */
  readonly allChecks: readonly CheckResult[];
  /** Names of checks that the request left out. */
  readonly excluded: readonly string[];
  /** Names that the request wanted to leave out and no check has. */
  readonly unknown: readonly string[];
  /** Where it counts too: on the pages of readiness and of details. */
  readonly availability?: ShownAvailability;
  readonly service: ServiceIdentity;
  /** When the page is made. */
  readonly now: Date;
}
