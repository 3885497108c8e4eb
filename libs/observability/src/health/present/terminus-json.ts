import type { CheckResult, HealthStatus } from '../model/contract';
import { terminusEntryOf } from '../model/terminus.adapter';
import type { TerminusResult } from '../model/terminus.adapter';
import type { ShownHealth } from './shown-health';

/** The bare status as Terminus names it. */
export function presentTerminusStatus(status: HealthStatus): object {
  return { status: status === 'unhealthy' ? 'error' : 'ok' };
}

/** The report in the shape of Terminus' `health.check([...])`. */
export function presentTerminus({ report }: ShownHealth): object {
  return {
    ...presentTerminusStatus(report.status),
    info: entriesOf(report.checks.filter((check) => !isDown(check))),
    error: entriesOf(report.checks.filter(isDown)),
    details: entriesOf(report.checks),
  };
}

function isDown({ status }: CheckResult): boolean {
  return status === 'unhealthy';
}

function entriesOf(checks: readonly CheckResult[]): TerminusResult {
  return Object.fromEntries(checks.map((check) => [check.name, terminusEntryOf(check)]));
}
