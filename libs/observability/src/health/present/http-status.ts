import type { HealthStatus } from '../model/contract';

/** 200 while healthy or degraded; 503 when unhealthy. */
export function httpStatusOf(status: HealthStatus): 200 | 503 {
  return status === 'unhealthy' ? 503 : 200;
}
