import { connect } from 'node:net';
import type { ServerConnection } from '../../probe/checked-connection';
import type { AmqpHolder, AmqpSocket } from './rabbitmq.contract';

/** What a client says first, by AMQP 0-9-1; a broker that lives answers at once, before any login. */
const GREETING = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

/**
 * The connection to a broker. AMQP's heartbeats find a lost one too, after two minutes by default.
 * It is cut only when it is renewed and its errors are heard.
 */
export function amqpServerConnection(holder: AmqpHolder): ServerConnection {
  const socket = (): AmqpSocket | undefined => holder.current()?.connection.stream;
  const isBlocked = (): boolean => holder.current()?.connection.blocked === true;
  return {
    isOpen: () => socket()?.destroyed === false && holder.hearsErrors() && !isBlocked(),
    bytesRead: () => socket()?.bytesRead,
    isDead: async (signal) => {
      const { encrypted, remoteAddress: host, remotePort: port } = socket() ?? {};
      // Behind TLS the greeting would need the app's certificates.
      if (encrypted || host === undefined || port === undefined) return false;
      return isGreeted({ host, port }, signal);
    },
    cut: () => socket()?.destroy(new Error('The connection to RabbitMQ was lost in silence.')),
  };
}

function isGreeted(
  address: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // The signal ends the connection, with an error.
    const socket = connect({ ...address, signal });
    socket.once('connect', () => socket.write(GREETING));
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The broker has closed the connection.')));
  });
}
