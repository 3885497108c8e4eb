import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One mail. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** What is used of nodemailer, which is optional. */
export interface Nodemailer {
  createTransport(options: object): {
    sendMail(mail: object): Promise<unknown>;
    close(): void;
  };
}

interface SmtpServer {
  readonly host?: string;
  readonly port?: number;
  readonly secure?: boolean;
}

/** nodemailer's callback: a connected socket, or an error. */
type Connected = (error: Error | null, socket?: { readonly connection: Socket }) => void;

const TIME_LIMIT_MS = 10_000;
const SUBMISSION_PORT = 587;
const SECURE_PORT = 465;

/** Sends mails with nodemailer, over sockets that do not keep the process alive and are closed with it. */
export class SmtpMailer {
  private readonly transport: ReturnType<Nodemailer['createTransport']>;
  private readonly sockets = new Set<Socket>();

  /**
   * @param smtp what nodemailer takes: a URL, `smtp://user:password@host:587`, or its options
   */
  constructor(nodemailer: Nodemailer, smtp: string | object) {
    this.transport = nodemailer.createTransport({
      ...(typeof smtp === 'string' ? { url: smtp } : smtp),
      greetingTimeout: TIME_LIMIT_MS,
      socketTimeout: TIME_LIMIT_MS,
      getSocket: (server: SmtpServer, done: Connected) => this.open(server, done),
    });
  }

  async send(mail: Mail): Promise<void> {
    await this.transport.sendMail({ ...mail, to: [...mail.to] });
  }

  close(): void {
    this.transport.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private open({ host = 'localhost', port, secure }: SmtpServer, done: Connected): void {
    const socket = connect({ host, port: port ?? (secure ? SECURE_PORT : SUBMISSION_PORT) });
    const fail = (error: Error): void => done(error);
    socket.unref();
    socket.setTimeout(TIME_LIMIT_MS, () =>
      socket.destroy(new Error('the mail server did not respond')),
    );
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.removeListener('error', fail);
      done(null, { connection: socket });
    });
  }
}
