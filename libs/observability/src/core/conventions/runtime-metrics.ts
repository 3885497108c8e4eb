import { EVENT_LOOP_METRICS } from './event-loop-metrics';
import { MACHINE_METRICS } from './machine-metrics';
import { NODEJS_METRICS } from './nodejs-metrics';
import { PROCESS_METRICS } from './process-metrics';

/** The process, what surrounds it, and Node.js. */
export const RUNTIME_METRICS = {
  ...PROCESS_METRICS,
  ...MACHINE_METRICS,
  ...NODEJS_METRICS,
  ...EVENT_LOOP_METRICS,
} as const;
