import { CONTENT_TYPES } from '../signals/metrics';
import type { ExpositionFormat, PeerPages } from '../signals/metrics';
import type { Access } from './access';
import type { Endpoint } from './endpoint';

/** Whoever makes the page, of this process or of all workers. */
type PageMaker = Pick<PeerPages, 'page'>;

/** The page that Prometheus scrapes; in OpenMetrics, with exemplars, for who asks for it. */
export function metricsEndpoint(metrics: PageMaker, access: Access, path: string): Endpoint {
  return {
    path,
    answer: async (request) => {
      if (!(await access.allows(request))) return access.refuse(request);
      const format = formatFor(request.headers.accept);
      const body = await metrics.page(format);
      return { status: 200, contentType: CONTENT_TYPES[format], body };
    },
  };
}

/** Prometheus names OpenMetrics first when it understands it; browsers and curl do not name it. */
function formatFor(accept = ''): ExpositionFormat {
  return /application\/openmetrics-text(?![^,]*;\s*q=0(\.0*)?([\s,;]|$))/i.test(accept)
    ? 'openmetrics'
    : 'prometheus';
}
