import { aggregate, judgeProbe, judgeReadiness } from '../health';
import type { AvailabilityService, HealthReport, HealthService } from '../health';
import type { EndpointPaths } from './endpoints.options';
import type { HealthPageSource } from './health-page';

/** What the service must answer. */
export type AskedService = Pick<
  HealthService,
  'report' | 'live' | 'ready' | 'startup' | 'groups' | 'hasStarted'
>;

/** The app's own word for whether it wants requests. */
export type AskedAvailability = Pick<AvailabilityService, 'isReady' | 'state' | 'reason'>;

/** The sources of all pages of health. */
export interface HealthSources {
  readonly live: HealthPageSource;
  readonly ready: HealthPageSource;
  readonly startup: HealthPageSource;
  readonly health: HealthPageSource;
}

/** What each page of health shows; every group is below `/health` too. */
export function healthSources(
  service: AskedService,
  availability: AskedAvailability,
  paths: Required<EndpointPaths>,
): HealthSources {
  const probes = probesOf(service, availability, paths);
  const health = {
    ...wholeApp(service, availability),
    path: paths.health,
    group: (name: string) => groupOf(name, service, probes),
  };
  return { ...probes, health };
}

/** Many load balancers poll this page: an app that is ending wants no requests, however well it is. */
function wholeApp(
  service: AskedService,
  availability: AskedAvailability,
): Omit<HealthPageSource, 'path'> {
  const isEnding = (): boolean => availability.state === 'stopping';
  const judged = (report: HealthReport): HealthReport => judgedWhole(report, availability);
  return {
    probe: 'healthz',
    isDetailed: true,
    ask: async () => judged(await service.report()),
    judge: (checks) => judged(aggregate(checks)),
    availability: () =>
      isEnding() ? { state: availability.state, reason: availability.reason } : undefined,
  };
}

/** What the whole app comes to: its checks, and that it wants requests. */
export function judgedWhole(
  report: HealthReport,
  { state }: Pick<AskedAvailability, 'state'>,
): HealthReport {
  return state === 'stopping' ? { ...report, status: 'unhealthy' } : report;
}

function probesOf(
  service: AskedService,
  availability: AskedAvailability,
  { live, ready, startup }: Required<EndpointPaths>,
): Omit<HealthSources, 'health'> {
  return {
    live: probe(live, 'livez', () => service.live()),
    ready: {
      ...probe(ready, 'readyz', () => service.ready()),
      judge: (checks) => judgeReadiness(checks, availability.isReady),
      availability: () => ({ state: availability.state, reason: availability.reason }),
    },
    startup: {
      ...probe(startup, 'startupz', () => service.startup()),
      judge: (checks) => (service.hasStarted ? judgeProbe(checks) : judgeReadiness(checks, false)),
    },
  };
}

function probe(path: string, word: string, ask: HealthPageSource['ask']): HealthPageSource {
  return { path, probe: word, isDetailed: false, ask, judge: judgeProbe };
}

function groupOf(
  name: string,
  service: AskedService,
  probes: Omit<HealthSources, 'health'>,
): HealthPageSource | undefined {
  const known: Readonly<Record<string, HealthPageSource>> = { ...probes };
  const builtIn = Object.hasOwn(known, name) ? known[name] : undefined;
  if (builtIn) return { ...builtIn, isDetailed: true };
  if (!service.groups.includes(name)) return undefined;
  const ask: HealthPageSource['ask'] = () => service.report(name);
  return { path: '', probe: name, isDetailed: true, ask, judge: aggregate };
}
