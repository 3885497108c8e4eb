import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type End = (this: ServerResponse) => void;

/** The responses that wait for those before them, by connection. */
const waiting = new WeakMap<Socket, Map<ServerResponse, End>>();

/**
 * A pipelined request waits without a socket for those before it, and gets no 'close' when the connection is cut
 * meanwhile. One listener on each connection ends all that wait: Node warns of more than ten.
 */
export function endWithSocket(socket: Socket, response: ServerResponse, end: End): void {
  const known = waiting.get(socket);
  const responses = known ?? new Map<ServerResponse, End>();
  responses.set(response, end);
  response.once('close', () => responses.delete(response));
  if (known) return;
  waiting.set(socket, responses);
  socket.once('close', () => {
    for (const [each, endEach] of responses) endEach.call(each);
  });
}
