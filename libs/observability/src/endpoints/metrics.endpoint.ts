import type { MetricsRegistry } from '../signals/metrics';
import type { Access } from './access';
import type { Endpoint } from './endpoint';

/** The page that Prometheus scrapes. */
export function metricsEndpoint(metrics: MetricsRegistry, access: Access, path: string): Endpoint {
  return {
    path,
    answer: async (request) => {
      if (!access.allows(request)) return access.refusal;
      return { status: 200, contentType: metrics.contentType, body: await metrics.page() };
    },
  };
}
