import type { HealthStatus } from '../model/contract';

/** 200 while requests are served, degraded ones too; 503 when they should go elsewhere. */
export function httpStatusOf(status: HealthStatus): 200 | 503 {
  return status === 'unhealthy' ? 503 : 200;
}
