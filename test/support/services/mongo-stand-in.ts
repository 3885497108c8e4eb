import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { mongo } from 'mongoose';

const { BSON } = mongo;

/** OP_MSG and OP_QUERY of MongoDB's wire protocol; the driver greets by the second. */
const OP_MSG = 2013;
const OP_REPLY = 1;
const HEADER_BYTES = 16;

/**
 * No MongoDB can be had from the package sources of these tests, so this stands in for one: it
 * speaks the wire protocol to MongoDB's own driver, and answers `hello` and `ping`, no more.
 */
export class MongoStandIn {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly listener: Server,
    readonly port: number,
  ) {
    listener.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      answerAll(socket);
    });
  }

  static async start(): Promise<MongoStandIn> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as { port: number };
    return new MongoStandIn(listener, port);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.listener.close(resolve));
  }
}

function answerAll(socket: Socket): void {
  let rest = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      socket.write(answerTo(message));
    }
  });
}

function answerTo(message: Buffer): Buffer {
  const isMessage = message.readInt32LE(12) === OP_MSG;
  const command = isMessage ? commandOf(message) : { hello: 1 };
  const document = Buffer.from(BSON.serialize(replyTo(command)));
  // OP_MSG: flags and the kind of its one section; OP_REPLY: flags, cursor, start, one document.
  const front = isMessage ? Buffer.alloc(5) : Buffer.alloc(20);
  if (!isMessage) front.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + front.length + document.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isMessage ? OP_MSG : OP_REPLY, 12);
  return Buffer.concat([header, front, document]);
}

function commandOf(message: Buffer): object {
  return BSON.deserialize(message.subarray(HEADER_BYTES + 5));
}

function replyTo(command: object): object {
  if ('ping' in command || 'endSessions' in command) return { ok: 1 };
  if (!('hello' in command) && !('ismaster' in command) && !('isMaster' in command)) {
    return { ok: 0, errmsg: 'This stand-in answers hello and ping.', code: 59 };
  }
  return {
    ok: 1,
    helloOk: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
  };
}
