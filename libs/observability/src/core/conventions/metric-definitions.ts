import { DEPENDENCY_METRICS } from './dependency-metrics';
import { ERROR_METRICS } from './error-metrics';
import { HEALTH_METRICS } from './health-metrics';
import { HTTP_METRICS } from './http-metrics';
import { OWN_METRICS } from './own-metrics';
import { RUNTIME_METRICS } from './runtime-metrics';
import { WORK_METRICS } from './work-metrics';

/** Every metric of the library: names, help, units, labels and buckets as data. */
export const METRICS = {
  ...HTTP_METRICS,
  ...WORK_METRICS,
  ...ERROR_METRICS,
  ...DEPENDENCY_METRICS,
  ...HEALTH_METRICS,
  ...RUNTIME_METRICS,
  ...OWN_METRICS,
} as const;
