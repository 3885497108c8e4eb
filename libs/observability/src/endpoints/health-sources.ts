import { aggregate, evaluateProbe, evaluateReadiness } from '../health';
import type { AvailabilityService, HealthReport, HealthService } from '../health';
import type { EndpointPaths } from './endpoints.options';
import type { HealthPageSource } from './health-page';

/** The parts of the service that the pages query. */
export type HealthQueries = Pick<
  HealthService,
  'report' | 'live' | 'ready' | 'startup' | 'groups' | 'hasStarted'
>;

/** The app's own availability. */
export type AvailabilityState = Pick<AvailabilityService, 'isReady' | 'state' | 'reason'>;

/** The sources of all health pages. */
export interface HealthSources {
  readonly live: HealthPageSource;
  readonly ready: HealthPageSource;
  readonly startup: HealthPageSource;
  readonly health: HealthPageSource;
}

/** The source of each health page; every group is below `/health` too. */
export function healthSources(
  service: HealthQueries,
  availability: AvailabilityState,
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

/** Many load balancers poll this page: an app that is shutting down is unhealthy here, however healthy its checks are. */
function wholeApp(
  service: HealthQueries,
  availability: AvailabilityState,
): Omit<HealthPageSource, 'path'> {
  const isEnding = (): boolean => availability.state === 'stopping';
  const evaluated = (report: HealthReport): HealthReport => withShutdown(report, availability);
  return {
    probe: 'healthz',
    isDetailed: true,
    check: async () => evaluated(await service.report()),
    evaluate: (checks) => evaluated(aggregate(checks)),
    availability: () =>
      isEnding() ? { state: availability.state, reason: availability.reason } : undefined,
  };
}

/** The report of the whole app: unhealthy while the app is shutting down. */
export function withShutdown(
  report: HealthReport,
  { state }: Pick<AvailabilityState, 'state'>,
): HealthReport {
  return state === 'stopping' ? { ...report, status: 'unhealthy' } : report;
}

function probesOf(
  service: HealthQueries,
  availability: AvailabilityState,
  { live, ready, startup }: Required<EndpointPaths>,
): Omit<HealthSources, 'health'> {
  return {
    live: probe(live, 'livez', () => service.live()),
    ready: {
      ...probe(ready, 'readyz', () => service.ready()),
      evaluate: (checks) => evaluateReadiness(checks, availability.isReady),
      availability: () => ({ state: availability.state, reason: availability.reason }),
    },
    startup: {
      ...probe(startup, 'startupz', () => service.startup()),
      evaluate: (checks) =>
        service.hasStarted ? evaluateProbe(checks) : evaluateReadiness(checks, false),
    },
  };
}

function probe(path: string, word: string, check: HealthPageSource['check']): HealthPageSource {
  return { path, probe: word, isDetailed: false, check, evaluate: evaluateProbe };
}

function groupOf(
  name: string,
  service: HealthQueries,
  probes: Omit<HealthSources, 'health'>,
): HealthPageSource | undefined {
  const known: Readonly<Record<string, HealthPageSource>> = { ...probes };
  const builtIn = Object.hasOwn(known, name) ? known[name] : undefined;
  if (builtIn) return { ...builtIn, isDetailed: true };
  if (!service.groups.includes(name)) return undefined;
  const check: HealthPageSource['check'] = () => service.report(name);
  return { path: '', probe: name, isDetailed: true, check, evaluate: aggregate };
}
