import { connect } from 'node:net';
import type { ServerConnection } from '../../probe/checked-connection';
import type { AmqpConnectionSource, AmqpSocket } from './rabbitmq.contract';

/** A client's first bytes in AMQP 0-9-1; a working broker answers at once, before any login. */
const GREETING = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

/**
 * The connection to a broker. AMQP's heartbeats detect a dead one too, after two minutes by default.
 * It is cut only when it is renewed and its errors are handled.
 */
export function amqpServerConnection(source: AmqpConnectionSource): ServerConnection {
  const socket = (): AmqpSocket | undefined => source.current()?.connection.stream;
  const isBlocked = (): boolean => source.current()?.connection.blocked === true;
  return {
    isOpen: () => socket()?.destroyed === false && source.handlesErrors() && !isBlocked(),
    bytesRead: () => socket()?.bytesRead,
    isDead: async (signal) => {
      const { encrypted, remoteAddress: host, remotePort: port } = socket() ?? {};
      // Behind TLS the greeting would need the app's certificates.
      if (encrypted || host === undefined || port === undefined) return false;
      return isGreeted({ host, port }, signal);
    },
    cut: () =>
      socket()?.destroy(
        new Error('The connection to RabbitMQ is half-open: the broker no longer answers on it.'),
      ),
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
