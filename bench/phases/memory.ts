import { MEAN_ROUTES, ROUTES } from '../app/routes';
import { wireRequest } from '../load/requests';
import { inTurn, saturate } from '../load/saturate';
import type { Session } from './session';

/** Resident memory when the process has answered `memoryRequests` in all, in bytes. */
export async function measureMemory(session: Session): Promise<number> {
  const { server, pool, settings } = session;
  const requests = MEAN_ROUTES.map((route) => wireRequest(ROUTES[route]));
  const missing = Math.max(0, settings.memoryRequests - session.answeredBefore);
  await saturate(pool, inTurn(requests, missing));
  const { rss } = await server.ask('usage');
  return rss;
}
