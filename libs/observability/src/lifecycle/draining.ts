import { setImmediate, setTimeout } from 'node:timers/promises';
import type { HttpServers } from './http-servers';
import type { ShutdownPhase } from './shutdown-phase';

/** What is looked at while connections end. */
type Emptying = Pick<HttpServers, 'hasConnections' | 'isBusy' | 'closeIdle'>;

/** What is looked at while the queue of connections empties. */
type Stopping = Pick<HttpServers, 'taken' | 'stopListening'>;

const MAX_TURNS = 10_000;
const POLL_INTERVAL_MS = 20;
/** How long an idle connection may still bring a request, which is then answered. */
const LINGER_MS = 150;

/**
 * Takes the connections that wait in the system's queue, one in each turn of Node's loop, and then
 * no more: those that are left in the queue would be reset.
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
 * Waits until no request is under way, and closes connections as they fall idle; a server that
 * merely listens no more waits for them as long as clients like.
 * @param grace ends the waiting, whatever is under way
 */
export async function untilIdle(servers: Emptying, grace: ShutdownPhase): Promise<void> {
  const lingerUntil = performance.now() + LINGER_MS;
  while (servers.hasConnections && !grace.isDone) {
    await Promise.race([setTimeout(POLL_INTERVAL_MS), grace.done]);
    if (performance.now() < lingerUntil) continue;
    // After the system was asked for what came in: a request on its way makes its connection busy.
    await setImmediate();
    servers.closeIdle();
    if (!servers.isBusy) return;
  }
}
