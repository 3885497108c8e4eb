import type { Connection } from './connection';
import type { Pool } from './pool';
import type { WireRequest } from './requests';

/** What a closed loop did. */
export interface Saturation {
  readonly answered: number;
  readonly seconds: number;
}

/**
 * The closed loop: every connection sends its next request when the last one is answered, until
 * there is none or the time is over. The server works as fast as it can.
 *
 * @param requests taken one after another by all connections together
 * @param limitMs after which no further request is sent, in milliseconds
 */
export async function saturate(
  pool: Pool,
  requests: Iterable<WireRequest>,
  limitMs = Infinity,
): Promise<Saturation> {
  const rest = stayAwake();
  try {
    return await closedLoop(pool, requests, limitMs);
  } finally {
    rest();
  }
}

function closedLoop(
  pool: Pool,
  requests: Iterable<WireRequest>,
  limitMs: number,
): Promise<Saturation> {
  const source = requests[Symbol.iterator]();
  const begin = performance.now();
  let answered = 0;
  let busy = pool.connections.length;
  return pool.run((resolve) => {
    const next = (connection: Connection): void => {
      const { value, done } = source.next();
      if (done || performance.now() - begin >= limitMs) {
        busy -= 1;
        if (busy === 0) resolve({ answered, seconds: (performance.now() - begin) / 1000 });
        return;
      }
      pool.send(connection, value, () => {
        answered += 1;
        next(connection);
      });
    };
    for (const connection of pool.connections) next(connection);
  });
}

/**
 * Turns without rest until it is told to. A client that sleeps has to be woken by the server's `write`, and on a virtual
 * machine that is dear once the sleeper's processor has halted (Linux's guest haltpoll waits 50 µs first): a server
 * whose answers are 60 µs apart would pay 10 µs more for each than one whose answers are 40 µs apart.
 */
function stayAwake(): () => void {
  let isResting = false;
  const turn = (): void => {
    if (!isResting) setImmediate(turn);
  };
  turn();
  return () => (isResting = true);
}

/** The given requests in turn, for ever or `count` times. */
export function* inTurn(
  requests: readonly WireRequest[],
  count = Infinity,
): Generator<WireRequest> {
  for (let i = 0; i < count; i += 1) yield requests[i % requests.length]!;
}
