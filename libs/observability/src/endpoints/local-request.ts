import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import { isForwarded, isLoopbackAddress } from '../core';

/** What of a request says where it came from. */
export type RequestOrigin = Pick<IncomingMessage, 'headers' | 'httpVersion'> & {
  /** None where a request was made by hand. */
  readonly socket?: { readonly remoteAddress?: string | undefined } | null;
};

/** How a browser says that the page that asks is of the same origin, or that the person asks. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Whether a program or a browser on this machine asks for itself: the peer is loopback, so is the
 * name it asked for (a name of another site that resolves to 127.0.0.1 is DNS rebinding), no proxy
 * has passed it on, and no page of another origin made the browser send it. In doubt it is not.
 */
export function isLocalRequest({ headers, httpVersion, socket }: RequestOrigin): boolean {
  return (
    isLoopbackAddress(socket?.remoteAddress) &&
    // nginx speaks 1.0 to what stands behind it, without a word of its own, and puts 127.0.0.1 into Host.
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
