import { EVENT_LOOP_METRICS } from './event-loop-metrics';
import { MACHINE_METRICS } from './machine-metrics';
import { NODEJS_METRICS } from './nodejs-metrics';
import { PROCESS_METRICS } from './process-metrics';
import { DEPENDENCY_METRICS } from './dependency-metrics';
import { ERROR_METRICS } from './error-metrics';
import { HEALTH_METRICS } from './health-metrics';
import { HTTP_METRICS } from './http-metrics';
import { OWN_METRICS } from './own-metrics';
import { WORK_METRICS } from './work-metrics';

/** Every metric of the library: names, help, units, labels and buckets as data. */
export const METRICS = {
  ...HTTP_METRICS,
  ...WORK_METRICS,
  ...ERROR_METRICS,
  ...DEPENDENCY_METRICS,
  ...HEALTH_METRICS,
  ...PROCESS_METRICS,
  ...MACHINE_METRICS,
  ...NODEJS_METRICS,
  ...EVENT_LOOP_METRICS,
  ...OWN_METRICS,
} as const;
