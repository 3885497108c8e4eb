import { connect } from 'node:net';
import { DatagramSink } from './datagram-sink';
import type { Resolved, SyslogDestinationOptions } from './destination.options';
import type { Sink } from './sink';
import { SocketSink } from './socket-sink';

/** The connection to a syslog server. */
export function syslogSink({
  protocol,
  host,
  port,
  // The rules have checked that it is set if it is required.
  path = '',
}: Resolved<SyslogDestinationOptions>): Sink {
  if (protocol === 'udp') return new DatagramSink(host, port);
  return new SocketSink(() => connect(protocol === 'tcp' ? { host, port } : { path }));
}

/** RFC 6587, octet counting: in a stream, each message begins with its length. */
export function counted(message: string): string {
  return `${Buffer.byteLength(message)} ${message}`;
}
