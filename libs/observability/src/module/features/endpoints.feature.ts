import { Drops, shownAddress, Warnings } from '../../core';
import type { ClientAddressMode } from '../../core';
import {
  Access,
  EndpointTable,
  errorsEndpoint,
  healthEndpoints,
  infoEndpoint,
  loggersEndpoint,
  ManagementServer,
  metricsEndpoint,
  Refusals,
} from '../../endpoints';
import type {
  EndpointAccess,
  HealthEndpointParts,
  LevelSwitch,
  RefusalReport,
} from '../../endpoints';
import { EventLogger } from '../../events';
import { AvailabilityService, HealthHistory, HealthService } from '../../health';
import { Conditions } from '../../integrations';
import { RoutingWatch } from '../../lifecycle';
import { ErrorInbox, presentInbox } from '../../signals/errors';
import { Logs } from '../../signals/logs';
import { PeerExpositions } from '../../signals/metrics';
import { AccessWiring } from './access-wiring';
import type { ResolvedOptions } from '../options/resolve-options';
import { ENDPOINT_PARTS, HEALTH_PAGES, MANAGEMENT_SERVER, OPTIONS } from '../options/tokens';
import type { Feature } from './feature';
import { RouteConflictsWiring } from './route-conflicts-wiring';

/** Dependencies of the endpoints. */
interface EndpointParts {
  readonly health: HealthEndpointParts;
  readonly metrics: PeerExpositions;
  readonly inbox: ErrorInbox;
  readonly levels: LevelSwitch;
  readonly drops: Drops;
  readonly refusals: Refusals;
  readonly warnings: Warnings;
}

/** The endpoints in front of the app, and those of the management port. */
export const endpointsFeature: Feature = {
  name: 'endpoints',
  providers: [
    {
      provide: HEALTH_PAGES,
      inject: [HealthService, HealthHistory, AvailabilityService, Conditions, RoutingWatch],
      useFactory: healthPages,
    },
    {
      provide: Refusals,
      inject: [OPTIONS, EventLogger],
      useFactory: ({ http: { clientAddress } }: ResolvedOptions, events: EventLogger) =>
        new Refusals((report) => {
          logRefusals(events, report, clientAddress);
        }),
    },
    {
      provide: ENDPOINT_PARTS,
      inject: [HEALTH_PAGES, PeerExpositions, ErrorInbox, Logs, Drops, Refusals, Warnings],
      useFactory: endpointParts,
    },
    { provide: EndpointTable, inject: [OPTIONS, ENDPOINT_PARTS], useFactory: endpointTable },
    { provide: MANAGEMENT_SERVER, inject: [OPTIONS, ENDPOINT_PARTS], useFactory: managementServer },
    AccessWiring,
    RouteConflictsWiring,
  ],
  async ready(get) {
    await get<ManagementServer | undefined>(MANAGEMENT_SERVER)?.start();
    get(RouteConflictsWiring).yieldToApp();
    get(AccessWiring).announce();
  },
  stop(get) {
    get<ManagementServer | undefined>(MANAGEMENT_SERVER)?.stop();
    get(AccessWiring).end();
  },
};

function healthPages(
  service: HealthService,
  history: HealthHistory,
  availability: AvailabilityService,
  conditions: Conditions,
  routing: RoutingWatch,
): HealthEndpointParts {
  return {
    service,
    history,
    availability,
    conditions: () => conditions.list(),
    probed: (request) => routing.probed(request),
  };
}

function endpointParts(
  health: HealthEndpointParts,
  metrics: PeerExpositions,
  inbox: ErrorInbox,
  { levels }: Logs,
  drops: Drops,
  refusals: Refusals,
  warnings: Warnings,
): EndpointParts {
  return { health, metrics, inbox, levels, drops, refusals, warnings };
}

/** Scanners request closed paths all the time; a wrong token is an attack or a misconfiguration. */
function logRefusals(
  events: EventLogger,
  { address, ...report }: RefusalReport,
  mode: ClientAddressMode,
): void {
  const severity = report.reason === 'wrong token' ? 'medium' : 'low';
  events.security('endpoint_access_refused', severity, {
    ...report,
    client_address: shownAddress(address, mode),
  });
}

type TableOptions = Pick<ResolvedOptions, 'endpoints' | 'http' | 'service'>;

function endpointTable(
  { endpoints, service, http: { clientAddress } }: TableOptions,
  { health, metrics, inbox, levels, drops, refusals, warnings }: EndpointParts,
): EndpointTable {
  const { access, token, guard, paths } = endpoints;
  const ruled = (place: string, who: EndpointAccess): Access =>
    new Access({ place, access: who, token, guard }, { drops, refusals, warnings });
  const details = ruled('details', access.details);
  const all = [
    ...healthEndpoints(health, details, paths),
    metricsEndpoint(metrics, ruled('metrics', access.metrics), paths.metrics),
    errorsEndpoint(() => presentInbox(inbox), details, paths.errors),
    infoEndpoint(service, details, paths.info),
    loggersEndpoint(levels, details, { path: paths.loggers, clientAddress }),
  ];
  return new EndpointTable(all, drops);
}

/** The same endpoints for the management port, with its own access rule. */
function managementServer(
  options: ResolvedOptions,
  parts: EndpointParts,
): ManagementServer | undefined {
  const { management } = options.endpoints;
  if (!management) return undefined;
  const ofPort = { ...options.endpoints, access: management.access };
  const table = endpointTable({ ...options, endpoints: ofPort }, parts);
  return new ManagementServer(table, management, parts.drops);
}
