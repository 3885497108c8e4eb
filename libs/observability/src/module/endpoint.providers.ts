import type { Provider } from '@nestjs/common';
import { Losses } from '../core';
import {
  Access,
  EndpointTable,
  errorsEndpoint,
  healthEndpoints,
  infoEndpoint,
  loggersEndpoint,
  ManagementServer,
  metricsEndpoint,
} from '../endpoints';
import type { EndpointAccess, HealthEndpointParts } from '../endpoints';
import { AvailabilityService, HealthHistory, HealthService } from '../health';
import { Conditions } from '../integrations';
import { ErrorInbox, presentInbox } from '../signals/errors';
import { Logs } from '../signals/logs';
import { PeerPages } from '../signals/metrics';
import type { ResolvedOptions } from './resolve-options';
import { HEALTH_PAGES, MANAGEMENT_SERVER, OPTIONS } from './tokens';

/** The endpoints in front of the app, and those of the management port. */
export const ENDPOINT_PROVIDERS: Provider[] = [
  {
    provide: HEALTH_PAGES,
    inject: [HealthService, HealthHistory, AvailabilityService, Conditions],
    useFactory: healthPages,
  },
  {
    provide: EndpointTable,
    inject: [OPTIONS, HEALTH_PAGES, PeerPages, Losses, ErrorInbox, Logs],
    useFactory: endpointTable,
  },
  {
    provide: MANAGEMENT_SERVER,
    inject: [OPTIONS, HEALTH_PAGES, PeerPages, Losses, ErrorInbox, Logs],
    useFactory: managementServer,
  },
];

function healthPages(
  service: HealthService,
  history: HealthHistory,
  availability: AvailabilityService,
  conditions: Conditions,
): HealthEndpointParts {
  return { service, history, availability, conditions: () => conditions.list() };
}

function endpointTable(
  { endpoints, http: { clientAddress }, service: identity }: ResolvedOptions,
  health: HealthEndpointParts,
  metrics: PeerPages,
  losses: Losses,
  inbox: ErrorInbox,
  logs: Logs,
): EndpointTable {
  const { access, token, guard, paths } = endpoints;
  const ruled = (who: EndpointAccess): Access => new Access({ access: who, token, guard }, losses);
  const all = [
    ...healthEndpoints(health, ruled(access.details), paths),
    metricsEndpoint(metrics, ruled(access.metrics), paths.metrics),
    errorsEndpoint(() => presentInbox(inbox), ruled(access.details), paths.errors),
    infoEndpoint(identity, ruled(access.details), paths.info),
    loggersEndpoint(logs.levels, ruled(access.details), { path: paths.loggers, clientAddress }),
  ];
  return new EndpointTable(all, losses);
}

/** The same endpoints for the port of their own, where a token is asked for only if there is one. */
function managementServer(
  options: ResolvedOptions,
  health: HealthEndpointParts,
  metrics: PeerPages,
  losses: Losses,
  inbox: ErrorInbox,
  logs: Logs,
): ManagementServer | undefined {
  const { management, token } = options.endpoints;
  if (!management) return undefined;
  const who: EndpointAccess = token === undefined ? 'open' : 'token';
  const endpoints = { ...options.endpoints, access: { metrics: who, details: who } };
  const table = endpointTable({ ...options, endpoints }, health, metrics, losses, inbox, logs);
  return new ManagementServer(table, management);
}
