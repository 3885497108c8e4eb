import type { IncomingMessage } from 'node:http';
import type { AvailabilityService, HealthHistory, HealthService } from '../health';
import type { Access } from './access';
import type { Endpoint } from './endpoint';
import type { EndpointPaths } from './endpoints.options';
import { healthDetail } from './health-detail';
import { HealthPages } from './health-page';
import type { HealthPageSource } from './health-page';
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
  const endpointOf = (source: HealthPageSource): Endpoint => ({
    path: source.path,
    hasParts: true,
    answer: (request) => pages.answer(source, request),
  });
  const routed = (source: HealthPageSource): Endpoint => ({
    ...endpointOf(source),
    answer: (request) => {
      parts.probed(request);
      return pages.answer(source, request);
    },
  });
  return [
    endpointOf(sources.live),
    routed(sources.ready),
    endpointOf(sources.startup),
    routed(sources.health),
    healthDetail({ ...parts, access }, paths.detail),
  ];
}
