import { ROUTES } from '../app/routes';
import { wireRequest } from '../load/requests';
import { inTurn, saturate } from '../load/saturate';
import type { Session } from './session';

/** Load on each route for its part of the time, so that the compiler has seen them all. */
export async function warmUp({ pool, routes, settings }: Session): Promise<void> {
  const partMs = (settings.warmUpSeconds * 1000) / routes.length;
  for (const route of routes) {
    await saturate(pool, inTurn([wireRequest(ROUTES[route])]), partMs);
  }
}
