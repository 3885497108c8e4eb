import type { Route } from '../app/routes';

/** A request as it goes over the wire, and the status that must come back. */
export interface WireRequest {
  readonly bytes: Buffer;
  readonly status: number;
}

/** Writes a request once, with the headers that a browser or proxy would send. */
export function wireRequest({ method, path, body = '', status }: Route): WireRequest {
  const headers = [
    `${method} ${path} HTTP/1.1`,
    'Host: shop.example',
    'User-Agent: bench/1.0 (load generator)',
    'Accept: application/json',
    'X-Forwarded-For: 203.0.113.7',
    ...(body
      ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
      : []),
  ];
  return { bytes: Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`), status };
}

/** Requests to `count` paths that no route matches, each another one. */
export function* unknownRequests(count: number): Generator<WireRequest> {
  for (let i = 0; i < count; i += 1) {
    yield wireRequest({ method: 'GET', path: `/nowhere/${word(i)}`, status: 404 });
  }
}

const SYLLABLES = ['ta', 'lo', 'ki', 'mu', 'ro', 'sen', 'pi', 'wol', 'nu', 'gar'];

/** A word for each number: what looks like an id, some libraries replace by a placeholder. */
function word(number: number): string {
  return String(number).replaceAll(/\d/g, (digit) => SYLLABLES[Number(digit)] ?? '');
}
