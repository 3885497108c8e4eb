import { MEAN_ROUTES, ROUTES } from '../app/routes';
import type { LatencyFigure } from '../harness/run';
import { atFixedRate } from '../load/fixed-rate';
import { wireRequest } from '../load/requests';
import { inTurn } from '../load/saturate';
import { percentile } from '../report/statistics';
import type { Session } from './session';

/** How long a client waits at a rate that every variant can answer, gathered turn by turn. */
export class LatencyPhase {
  private readonly latencies: number[] = [];

  /** @returns the figures of all turns so far */
  async turn({ pool, settings }: Session): Promise<LatencyFigure> {
    const requests = inTurn(MEAN_ROUTES.map((route) => wireRequest(ROUTES[route])));
    const { perSecond, latencySeconds: seconds } = settings;
    this.latencies.push(...(await atFixedRate(pool, requests, { perSecond, seconds })));
    return { p50Ms: percentile(this.latencies, 50), p99Ms: percentile(this.latencies, 99) };
  }
}
