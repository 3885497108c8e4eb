import { connect } from 'node:net';
import type { Socket } from 'node:net';

const NOTHING: Buffer = Buffer.alloc(0);
const HEAD_END = '\r\n\r\n';

/** Called when the answer to a request is complete. */
export type Answered = (status: number) => void;

/**
 * One keep-alive connection that carries one request at a time. It knows just enough HTTP/1.1 for
 * the app under test, so that the load generator costs a fraction of the server it measures.
 */
export class Connection {
  private received = NOTHING;
  private answered: Answered | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
  }

  static open(port: number, lost: (error: Error) => void): Promise<Connection> {
    return new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => resolve(new Connection(socket)));
      socket.on('error', lost);
      socket.on('close', () => lost(new Error('The server closed a connection.')));
    });
  }

  send(request: Buffer, answered: Answered): void {
    this.answered = answered;
    this.socket.write(request);
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    if (this.received.length < headEnd + HEAD_END.length + bodyLength(head)) return;
    this.received = NOTHING;
    this.answered?.(Number(head.slice(9, 12)));
  }
}

/** Nest's answers always say their length; one that does not cannot be measured. */
function bodyLength(head: string): number {
  const match = /^content-length: (\d+)/im.exec(head);
  if (!match) throw new Error(`An answer came without content-length:\n${head}`);
  return Number(match[1]);
}
