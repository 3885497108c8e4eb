import { setImmediate, setTimeout } from 'node:timers/promises';
import type { HttpServers } from './http-servers';
import type { ShutdownPhase } from './shutdown-phase';

/** What is polled while connections close. */
type Emptying = Pick<HttpServers, 'hasConnections' | 'isBusy' | 'closeIdle'>;

/** What is polled while the queue of connections empties. */
type Stopping = Pick<HttpServers, 'taken' | 'stopListening'>;

const MAX_TURNS = 10_000;
const POLL_INTERVAL_MS = 20;
/** How long an idle connection may still send a request, which is then served. */
const LINGER_MS = 150;

/**
 * Accepts the connections that wait in the system's queue, one in each turn of Node's event loop, and
 * then stops listening: connections left in the queue would be reset.
 */
export async function stopListening(servers: Stopping): Promise<void> {
  let taken = -1;
  for (let turn = 0; turn < MAX_TURNS && servers.taken !== taken; turn += 1) {
    ({ taken } = servers);
    await setImmediate();
  }
  servers.stopListening();
}

/**
 * Waits until no request is in flight, and closes connections as they become idle; a server that only
 * stops listening waits for them as long as clients keep them open.
 * @param grace ends the wait, even if requests are in flight
 */
export async function untilIdle(servers: Emptying, grace: ShutdownPhase): Promise<void> {
  const lingerUntil = performance.now() + LINGER_MS;
  while (servers.hasConnections && !grace.isDone) {
    await Promise.race([setTimeout(POLL_INTERVAL_MS), grace.done]);
    if (performance.now() < lingerUntil) continue;
    // After one more poll of the system: a request that has just arrived makes its connection busy.
    await setImmediate();
    servers.closeIdle();
    if (!servers.isBusy) return;
  }
}
