import type { Provider } from '@nestjs/common';
import { Losses } from '../core';
import {
  Access,
  EndpointTable,
  healthEndpoints,
  ManagementServer,
  metricsEndpoint,
} from '../endpoints';
import type { EndpointAccess } from '../endpoints';
import { HealthService } from '../health';
import { PeerPages } from '../signals/metrics';
import type { ResolvedOptions } from './resolve-options';
import { MANAGEMENT_SERVER, OPTIONS } from './tokens';

/** The endpoints in front of the app, and those of the management port. */
export const ENDPOINT_PROVIDERS: Provider[] = [
  {
    provide: EndpointTable,
    inject: [OPTIONS, HealthService, PeerPages, Losses],
    useFactory: endpointTable,
  },
  {
    provide: MANAGEMENT_SERVER,
    inject: [OPTIONS, HealthService, PeerPages, Losses],
    useFactory: managementServer,
  },
];

function endpointTable(
  { endpoints }: ResolvedOptions,
  service: HealthService,
  metrics: PeerPages,
  losses: Losses,
): EndpointTable {
  const { access, token, guard, paths } = endpoints;
  const ruled = (who: EndpointAccess): Access => new Access({ access: who, token, guard }, losses);
  const all = [
    ...healthEndpoints(service, ruled(access.details), paths),
    metricsEndpoint(metrics, ruled(access.metrics), paths.metrics),
  ];
  return new EndpointTable(all, losses);
}

/** The same endpoints for the port of their own, where a token is asked for only if there is one. */
function managementServer(
  options: ResolvedOptions,
  service: HealthService,
  metrics: PeerPages,
  losses: Losses,
): ManagementServer | undefined {
  const { management, token } = options.endpoints;
  if (!management) return undefined;
  const who: EndpointAccess = token === undefined ? 'open' : 'token';
  const endpoints = { ...options.endpoints, access: { metrics: who, details: who } };
  const table = endpointTable({ ...options, endpoints }, service, metrics, losses);
  return new ManagementServer(table, management);
}
