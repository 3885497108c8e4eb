import { CONTENT_TYPES } from '../signals/metrics';
import type { ExpositionFormat, PeerExpositions } from '../signals/metrics';
import type { Access } from './access';
import type { Endpoint } from './endpoint';

/** Renders the metrics, of this process or of all workers. */
type ExpositionSource = Pick<PeerExpositions, 'exposition'>;

/** The endpoint that Prometheus scrapes; in OpenMetrics, with exemplars, if that is requested. */
export function metricsEndpoint(metrics: ExpositionSource, access: Access, path: string): Endpoint {
  return {
    path,
    isClosedTo: access.isClosedTo,
    isOpenTo: access.isOpenTo,
    answer: async (request) => {
      if (!(await access.allows(request))) return access.refuse(request);
      const format = formatFor(request.headers.accept);
      const body = await metrics.exposition(format);
      return { status: 200, contentType: CONTENT_TYPES[format], body };
    },
  };
}

const OPEN_METRICS = 'application/openmetrics-text';
/** RFC 9110, section 12.4.2: a weight of 0 means "not acceptable". */
const REFUSED = /;\s{0,8}q=0(?:\.0{0,3})?(?:[\s;]|$)/;

/** Prometheus names OpenMetrics first when it understands it; browsers and curl do not name it. */
function formatFor(accept = ''): ExpositionFormat {
  const types = accept.toLowerCase().split(',');
  const isWanted = types.some((type) => type.includes(OPEN_METRICS) && !REFUSED.test(type));
  return isWanted ? 'openmetrics' : 'prometheus';
}
