import { request } from 'node:http';

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The body as it came over the network, without the framing of chunks. */
  readonly body: Buffer;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Sent piece by piece; without a `content-length` header, in chunks. */
  readonly body?: readonly (string | Buffer)[];
}

/** Asks on a connection of its own, which is closed afterwards; nothing is decompressed. */
export function ask(
  url: string,
  { method = 'GET', headers, body = [] }: Asking = {},
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject).on('end', () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(pieces) });
      });
    });
    sent.on('error', reject);
    for (const piece of body) sent.write(piece);
    sent.end();
  });
}
