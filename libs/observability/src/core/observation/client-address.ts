import { isIP, isIPv4 } from 'node:net';
import type { FrameworkRequest, RequestView } from './exchange';
import { maskedV4, maskedV6 } from './masked-address';

/** How the addresses of clients are written: whole, without the part that names one client, or not at all. */
export type ClientAddressMode = 'full' | 'masked' | 'none';

/** What the address of a client is read from: a request in progress. */
interface Addressed {
  readonly clientAddressMode: ClientAddressMode;
  readonly framework: FrameworkRequest;
  readonly request: Pick<RequestView, 'headers' | 'socket'>;
}

const MAX_ADDRESS_LENGTH = 64;
/** Clients come again, and taking an address apart costs half a microsecond. */
const MAX_KNOWN_ADDRESSES = 1000;
const SHOWN = {
  full: new Map<string, string | undefined>(),
  masked: new Map<string, string | undefined>(),
};
const MAPPED = '::ffff:';
const V4_WITH_PORT = /^([\d.]+):\d+$/;
const V6_IN_BRACKETS = /^\[([^\]]*)\](?::\d+)?$/;

/**
 * The address of the client, as it may be written: what the framework makes of `X-Forwarded-For` where
 * the app trusts its proxies, else the peer's. The header is what a client says it is, so only an IP
 * address is one, and it hides no peer: neither by other words nor on paths that are answered in front
 * of the framework.
 */
export function clientAddressOf(observation: Addressed): string | undefined {
  const { clientAddressMode: mode, request } = observation;
  if (mode === 'none') return undefined;
  const peer = request.socket?.remoteAddress;
  return (
    forwardedAddress(observation) ??
    (mode === 'full' ? peer && plainV4(peer) : shownAddress(peer, mode))
  );
}

function forwardedAddress(observation: Addressed): string | undefined {
  const { clientAddressMode, framework, request } = observation;
  const isDirect = request.headers['x-forwarded-for'] === undefined || trustsNobody(framework);
  return isDirect ? undefined : shownAddress(trustedAddress(framework), clientAddressMode);
}

/** An address in its mode, without port and zone; undefined for what is none. */
export function shownAddress(
  address: string | undefined,
  mode: ClientAddressMode,
): string | undefined {
  if (mode === 'none' || address === undefined) return undefined;
  const shown = SHOWN[mode];
  if (shown.has(address)) return shown.get(address);
  if (shown.size >= MAX_KNOWN_ADDRESSES) shown.clear();
  const made = madeAddress(address, mode);
  shown.set(address, made);
  return made;
}

function madeAddress(address: string, mode: 'full' | 'masked'): string | undefined {
  const bare = plainV4(withoutPort(address).replace(/%.*$/s, ''));
  const version = isIP(bare);
  if (version === 0) return undefined;
  if (mode === 'full') return bare;
  return version === 4 ? maskedV4(bare) : maskedV6(bare);
}

/** A socket that listens to IPv6 and IPv4 names IPv4 clients `::ffff:192.0.2.1`: that is 192.0.2.1. */
function plainV4(address: string): string {
  const v4 = address.startsWith(MAPPED) ? address.slice(MAPPED.length) : '';
  return isIPv4(v4) ? v4 : address;
}

/** Some proxies write the port of the client as well. */
function withoutPort(address: string): string {
  const match = V4_WITH_PORT.exec(address) ?? V6_IN_BRACKETS.exec(address);
  return match?.[1] ?? address;
}

/** Express parses the header even where its setting says no, which takes 2 µs of each request. */
function trustsNobody({ app }: FrameworkRequest): boolean {
  return app?.settings?.['trust proxy'] === false;
}

/** The setting may be a function of the app. */
function trustedAddress(framework: FrameworkRequest): string | undefined {
  try {
    return framework.ip?.slice(0, MAX_ADDRESS_LENGTH);
  } catch {
    return undefined;
  }
}
