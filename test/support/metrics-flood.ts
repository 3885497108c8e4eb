import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** How an HTTP response begins; no body of these tests has it inside. */
const BEGINNING = 'HTTP/1.1 ';

export interface FloodOptions {
  /** Connections that are open at the same time. @default 8 */
  readonly connections?: number;
  /** Requests that are sent on a connection before their answers are awaited. @default 8 */
  readonly depth?: number;
}

/**
 * Sends requests over few connections that stay open, as cheaply as can be: answers are counted
 * and not read. Each request is a line such as `GET /orders/1`.
 */
export async function flood(
  base: string,
  requests: readonly string[],
  { connections = 8, depth = 8 }: FloodOptions = {},
): Promise<void> {
  let next = 0;
  const take = (): readonly string[] => requests.slice(next, (next += depth));
  await Promise.all(Array.from({ length: connections }, () => sendAll(base, take)));
}

async function sendAll(base: string, take: () => readonly string[]): Promise<void> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  for (let batch = take(); batch.length > 0; batch = take()) {
    const answered = answersOn(socket, batch.length);
    socket.write(batch.map((line) => `${line} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
    await answered;
  }
  socket.destroy();
}

/** Waits until so many answers have begun. */
function answersOn(socket: Socket, wanted: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun = 0;
    let rest = '';
    const read = (chunk: string): void => {
      const text = rest + chunk;
      begun += text.split(BEGINNING).length - 1;
      rest = text.slice(1 - BEGINNING.length);
      if (begun < wanted) return;
      socket.off('data', read).off('error', reject);
      resolve();
    };
    socket.on('data', read).on('error', reject);
  });
}
