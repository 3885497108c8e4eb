import { createConnection } from 'node:net';
import { LoopLimit } from '../../../core';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { readResponse, writeRequest } from './peer-protocol';
import type { PeerExposition } from './peer-protocol';

const LIMIT_MS = 1000;
/** The exposition of 100,000 series is half as long. */
const MAX_BYTES = 32 * 1024 * 1024;

/** No process listens on the socket any more. */
export class PeerGoneError extends Error {}

/** Requests the exposition of another worker. @throws PeerGoneError, or Error on a timeout or an invalid response */
export async function requestFromPeer(
  socket: string,
  format: ExpositionFormat,
  limitMs = LIMIT_MS,
): Promise<PeerExposition> {
  const connection = createConnection(socket);
  const limit = new LoopLimit(limitMs, () =>
    connection.destroy(new Error('the request timed out')),
  );
  try {
    connection.write(writeRequest(format));
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of connection as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MAX_BYTES) throw new Error('its exposition is too long');
      pieces.push(piece);
    }
    return readResponse(Buffer.concat(pieces).toString());
  } catch (error) {
    throw isGone(error) ? new PeerGoneError() : error;
  } finally {
    limit.clear();
    connection.destroy();
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ECONNREFUSED' || code === 'ENOENT';
}
