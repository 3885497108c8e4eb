import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import { isForwarded, isLoopbackAddress } from '../core';

/** The parts of a request that identify its origin. */
export type RequestOrigin = Pick<IncomingMessage, 'headers' | 'httpVersion'> & {
  /** Absent in a request that was not received by a server. */
  readonly socket?: { readonly remoteAddress?: string | undefined } | null;
};

/** The values of `Sec-Fetch-Site` for a request of the same origin, or by the user. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Whether the request was sent by a program or browser on this machine: the peer is loopback, so is
 * the host name in the request (another name that resolves to 127.0.0.1 is DNS rebinding), no proxy has
 * forwarded it, and no page of another origin made the browser send it. In doubt it is not local.
 */
export function isLocalRequest({ headers, httpVersion, socket }: RequestOrigin): boolean {
  return (
    isLoopbackAddress(socket?.remoteAddress) &&
    // nginx sends HTTP/1.0 to its upstreams, without a header of its own, and with 127.0.0.1 as Host.
    httpVersion !== '1.0' &&
    hasLoopbackHost(headers) &&
    !isForwarded(headers) &&
    isOfOwnOrigin(headers)
  );
}

/**
 * Whether the name in a Host header is this machine's: `localhost`, a name below it, 127.x.x.x or
 * [::1], with a port or without. No other spelling is taken, though a resolver may take some.
 */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (name === 'localhost' || name === '[::1]') return true;
  if (name.endsWith('.localhost')) return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name);
  return isIPv4(name) && isLoopbackAddress(name);
}

/** HTTP/2 has `:authority`; where a request has both, both count. */
function hasLoopbackHost(headers: IncomingMessage['headers']): boolean {
  const names = [headers.host, headers[':authority']].filter((name) => name !== undefined);
  return names.length > 0 && names.every((name) => isLoopbackHost(String(name)));
}

/** Older browsers know no `Sec-Fetch-Site`, and send an `Origin` with some requests. */
function isOfOwnOrigin(headers: IncomingMessage['headers']): boolean {
  const { origin } = headers;
  // RFC 9113, 8.3.1: it replaces Host in HTTP/2.
  const host = String(headers[':authority'] ?? headers.host ?? '');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !OWN_SITES.has(site)) return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
