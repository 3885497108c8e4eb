import type { IncomingMessage } from 'node:http';
import { LoopLimit } from '../core';

const MAX_BYTES = 4096;
const WITHIN_MS = 5000;

/** A body that is rejected, with the status code of the reason. */
export class BodyRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a small JSON object. The content type is required because a page of another origin cannot send
 * it without the browser's permission.
 * @throws BodyRefused for another content type, too much, too slow, or no object
 */
export async function readJsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new BodyRefused(415, 'The content type must be application/json.');
  }
  const body: unknown = parse(await readText(request));
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!isObject) throw new BodyRefused(400, 'The body must be a JSON object.');
  return body as Record<string, unknown>;
}

async function readText(request: IncomingMessage): Promise<string> {
  const limit = new LoopLimit(WITHIN_MS, () => request.destroy());
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new BodyRefused(413, 'The body is too long.');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    limit.clear();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyRefused(400, 'The body is not valid JSON.');
  }
}
