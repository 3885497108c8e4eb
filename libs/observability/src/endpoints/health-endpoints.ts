import type { IncomingMessage } from 'node:http';
import type { AvailabilityService, HealthHistory, HealthService } from '../health';
import type { Access } from './access';
import type { Endpoint } from './endpoint';
import type { EndpointPaths } from './endpoints.options';
import { healthDetail } from './health-detail';
import { HealthPages } from './health-page';
import { healthSources } from './health-sources';

/** Dependencies of the health pages. */
export interface HealthEndpointParts {
  readonly service: HealthService;
  readonly history: HealthHistory;
  readonly availability: AvailabilityService;
  /** The products that were detected in the container, and those that were not. */
  readonly conditions: () => readonly object[];
  /** Called for each request for readiness or health, which load balancers poll. */
  readonly probed: (request: IncomingMessage) => void;
}

/** The probes of Kubernetes and the health pages. */
export function healthEndpoints(
  parts: HealthEndpointParts,
  access: Access,
  paths: Required<EndpointPaths>,
): Endpoint[] {
  const { service, history } = parts;
  const pages = new HealthPages({ service: service.service, history, access });
  const sources = healthSources(service, parts.availability, paths);
  return [
    pages.endpoint(sources.live),
    pages.endpoint(sources.ready, parts.probed),
    pages.endpoint(sources.startup),
    pages.endpoint(sources.health, parts.probed),
    healthDetail({ ...parts, access }, paths.detail),
  ];
}
