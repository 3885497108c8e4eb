import type { CheckResult, HealthStatus } from '../model/contract';
import { warningsOf } from './exclusion';
import type { ShownHealth } from './shown-health';

/** The draft's names of the three statuses. */
const STATUSES = { healthy: 'pass', degraded: 'warn', unhealthy: 'fail' } as const;

/** The draft has three types; what is neither storage nor the machine is a component. */
const TYPES: Readonly<Record<string, string>> = {
  database: 'datastore',
  cache: 'datastore',
  disk: 'system',
  memory: 'system',
  event_loop: 'system',
};

/** The bare status as `application/health+json`. */
export function presentHealthStatus(status: HealthStatus): object {
  return { status: STATUSES[status] };
}

/** The report as `application/health+json` (draft-inadarei-api-health-check-06). */
export function presentHealthJson(shown: ShownHealth): object {
  const { report, service } = shown;
  const notes = notesOf(shown);
  return {
    ...presentHealthStatus(report.status),
    version: majorOf(service.version),
    releaseId: service.version,
    serviceId: service.name,
    description: `health of ${service.name} in ${service.environment}`,
    ...(notes.length > 0 && { notes }),
    checks: Object.fromEntries(report.checks.map((check) => [keyOf(check), [entryOf(check)]])),
  };
}

function notesOf(shown: ShownHealth): readonly string[] {
  const { excluded, availability } = shown;
  const own = availability?.reason === undefined ? [] : [availability.reason];
  return [...own, ...excluded.map((name) => `excluded: ${name}`), ...warningsOf(shown)];
}

/** Section 4: the name of the component, without a colon, then that of the measurement. */
function keyOf({ name }: CheckResult): string {
  return `${name.replaceAll(':', '_')}:responseTime`;
}

function entryOf({ name, status, message, responseTimeMs, checkedAt }: CheckResult): object {
  return {
    componentId: name,
    componentType: TYPES[name] ?? 'component',
    observedValue: responseTimeMs,
    observedUnit: 'ms',
    status: STATUSES[status],
    time: new Date(checkedAt).toISOString(),
    // Section 3.4: it should be omitted for a passing check.
    ...(status !== 'healthy' && { output: message }),
  };
}

/** Section 3.2: `version` is the public version, `releaseId` the exact one. */
function majorOf(version: string): string {
  return version.split('.', 1)[0] ?? version;
}
