import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** How an HTTP response begins; no body of these tests has it inside. */
const BEGINNING = /HTTP\/1\.1 (\d{3})/g;
const BEGINNING_LENGTH = 'HTTP/1.1 200'.length;

/** How many answers had each status. */
export type Answers = Map<number, number>;

export interface FloodOptions {
  /** Connections that are open at the same time. @default 8 */
  readonly connections?: number;
  /** Requests that are sent on a connection before their answers are awaited. @default 8 */
  readonly depth?: number;
}

/**
 * Sends requests over few connections that stay open, as cheaply as can be: answers are counted
 * by status and not read. Each request is a line such as `GET /orders/1`.
 */
export async function flood(
  base: string,
  requests: readonly string[],
  { connections = 8, depth = 8 }: FloodOptions = {},
): Promise<Answers> {
  const answers: Answers = new Map();
  let next = 0;
  const take = (): readonly string[] => requests.slice(next, (next += depth));
  await Promise.all(Array.from({ length: connections }, () => sendAll(base, take, answers)));
  return answers;
}

async function sendAll(
  base: string,
  take: () => readonly string[],
  answers: Answers,
): Promise<void> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  for (let batch = take(); batch.length > 0; batch = take()) {
    const answered = answersOn(socket, batch.length, answers);
    socket.write(batch.map((line) => `${line} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
    await answered;
  }
  socket.destroy();
}

/** Waits until so many answers have begun, and counts them. */
function answersOn(socket: Socket, wanted: number, answers: Answers): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun = 0;
    let rest = '';
    const read = (chunk: string): void => {
      const text = rest + chunk;
      for (const [, status] of text.matchAll(BEGINNING)) {
        begun += 1;
        answers.set(Number(status), (answers.get(Number(status)) ?? 0) + 1);
      }
      rest = text.slice(1 - BEGINNING_LENGTH);
      if (begun < wanted) return;
      socket.off('data', read).off('error', reject);
      resolve();
    };
    socket.on('data', read).on('error', reject);
  });
}
