import { createConnection } from 'node:net';
import { LoopLimit } from '../../../core';
import type { ExpositionFormat } from '../exposition/page-writer';
import { readAnswer, writeQuestion } from './peer-protocol';
import type { PeerPage } from './peer-protocol';

const LIMIT_MS = 1000;
/** A process with 100,000 series has half of it. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Nobody listens at the socket any more. */
export class PeerGoneError extends Error {}

/** Requests the page of another worker. @throws PeerGoneError, or Error when it is late or talks nonsense */
export async function askPeer(
  socket: string,
  format: ExpositionFormat,
  limitMs = LIMIT_MS,
): Promise<PeerPage> {
  const connection = createConnection(socket);
  const limit = new LoopLimit(limitMs, () => connection.destroy(new Error('it is late')));
  try {
    connection.write(writeQuestion(format));
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of connection as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MAX_BYTES) throw new Error('its page is too long');
      pieces.push(piece);
    }
    return readAnswer(Buffer.concat(pieces).toString());
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
