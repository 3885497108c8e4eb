import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

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
/** 127.0.0.0/8 and ::1, in IPv6's form of IPv4 addresses too. */
export function isLoopbackAddress(address = ''): boolean {
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  return isIPv6(address) && loopback.check(address, 'ipv6');
}

/** Whether a proxy has passed the request on, as far as it says so. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some(
    (name) => FORWARDED.has(name) || name.startsWith(FORWARDED_START),
  );
}
