import { connect } from 'node:net';

const WITHIN_MS = 5000;

/** What came back for bytes that no HTTP client would send; '' when the server hung up. */
export function sendRaw(base: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const pieces: string[] = [];
    const end = (): void => {
      socket.destroy();
      resolve(pieces.join(''));
    };
    socket.setTimeout(WITHIN_MS, () => reject(new Error(`No answer to ${JSON.stringify(bytes)}`)));
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => pieces.push(piece));
    socket.on('close', end).on('error', end);
    socket.write(bytes, 'latin1');
  });
}
