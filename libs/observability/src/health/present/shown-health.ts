import type { ServiceIdentity } from '../../core';
import type { HealthReport } from '../model/aggregate';
import type { Availability } from '../report/availability';
import type { CheckResult } from '../model/contract';

/** The app's own availability, independent of its checks. */
export interface ShownAvailability {
  readonly state: Availability;
  readonly reason: string | undefined;
}

/** The content of a page for clients that may see details. */
export interface ShownHealth {
  /** The page as Kubernetes names it: `healthz`, `livez`, `readyz`, or the name of a group. */
  readonly probe: string;
  /** The report without the checks that the request excluded. */
  readonly report: HealthReport;
  /** All checks in their order, including those that the request excluded. */
  readonly allChecks: readonly CheckResult[];
  /** Names of checks that the request excluded. */
  readonly excluded: readonly string[];
  /** Names that the request excluded but no check has. */
  readonly unknown: readonly string[];
  /** Only on the pages of readiness and of details. */
  readonly availability?: ShownAvailability;
  readonly service: ServiceIdentity;
  /** When the page is created. */
  readonly now: Date;
}
