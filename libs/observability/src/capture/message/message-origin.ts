import { parseTraceParent, saneRequestId } from '../../core';
import type { Origin } from '../../core';

/** Where brokers keep the headers of a message: Nest's context objects, by their methods. */
interface Carrier {
  /** NATS. */
  getHeaders?(): unknown;
  /** RabbitMQ, Kafka. */
  getMessage?(): { headers?: unknown; properties?: { headers?: unknown } } | undefined;
  /** MQTT. */
  getPacket?(): { properties?: { userProperties?: unknown } } | undefined;
  /** gRPC's metadata. */
  get?(name: string): unknown;
}

/**
 * Which request a message continues: the `traceparent` and the request id in the headers of its
 * transport or, where the transport has none (TCP, Redis, WebSockets), in the fields of its payload.
 *
 * @param args what the handler is called with: payload and context, in the order of the transport
 */
export function messageOrigin(args: readonly unknown[], requestIdHeader: string): Origin {
  for (const arg of args) {
    const requestId = saneRequestId(headerOf(arg, requestIdHeader));
    const parent = parseTraceParent(headerOf(arg, 'traceparent'));
    if (requestId !== undefined || parent !== undefined) return { requestId, parent };
  }
  return {};
}

function headerOf(arg: unknown, name: string): string | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined;
  try {
    return textOf(read(headersOf(arg) ?? arg, name));
  } catch {
    // A context or payload that does not want to be asked tells nothing.
    return undefined;
  }
}

function headersOf(carrier: Carrier): unknown {
  if (typeof carrier.getHeaders === 'function') return carrier.getHeaders();
  if (typeof carrier.getPacket === 'function')
    return carrier.getPacket()?.properties?.userProperties;
  if (typeof carrier.getMessage !== 'function') return undefined;
  const message = carrier.getMessage();
  return message?.properties?.headers ?? message?.headers;
}

function read(headers: unknown, name: string): unknown {
  const { get } = headers as Carrier;
  if (typeof get === 'function') return get.call(headers, name);
  return (headers as Record<string, unknown>)[name];
}

/** Kafka's are buffers, those of gRPC lists. */
function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (Buffer.isBuffer(first)) return first.toString('latin1');
  return typeof first === 'string' ? first : undefined;
}
