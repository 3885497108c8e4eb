import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What of a request says where it came from. */
export type RequestOrigin = Pick<IncomingMessage, 'headers' | 'httpVersion'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** IPv4 addresses that are mapped into IPv6 are found as well. */
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Headers by which a proxy names the client it speaks for, or itself. */
const FORWARDED = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'x-original-host',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'fly-client-ip',
]);
/** `X-Forwarded-For`, `X-Forwarded-Host` and their kin. */
const FORWARDED_START = 'x-forwarded';
/** How a browser says that the page that asks is of the same origin, or that the person asks. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Whether a program or a browser on this machine asks for itself: the peer is loopback, so is the
 * name it asked for (a name of another site that resolves to 127.0.0.1 is DNS rebinding), no proxy
 * has passed it on, and no page of another origin made the browser send it. In doubt it is not.
 */
export function isLocalRequest({ headers, httpVersion, socket }: RequestOrigin): boolean {
  return (
    isLoopbackAddress(socket.remoteAddress) &&
    // nginx speaks 1.0 to what stands behind it, without a word of its own, and puts 127.0.0.1 into Host.
    httpVersion !== '1.0' &&
    hasLoopbackHost(headers) &&
    !isForwarded(headers) &&
    isOfOwnOrigin(headers)
  );
}

/** 127.0.0.0/8 and ::1, in IPv6's form of IPv4 addresses too. */
export function isLoopbackAddress(address = ''): boolean {
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  return isIPv6(address) && loopback.check(address, 'ipv6');
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

function isForwarded(headers: IncomingMessage['headers']): boolean {
  return Object.keys(headers).some(
    (name) => FORWARDED.has(name) || name.startsWith(FORWARDED_START),
  );
}

/** Older browsers know no `Sec-Fetch-Site`, and send an `Origin` with some requests. */
function isOfOwnOrigin(headers: IncomingMessage['headers']): boolean {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !OWN_SITES.has(site)) return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
