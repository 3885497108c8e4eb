import type { Callers, MessageRoute, Origin } from '../../core';

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

/** Transports without headers, between services: their callers write into the payload what others write there. */
const WITHOUT_HEADERS: ReadonlySet<string> = new Set(['tcp', 'redis']);

/** How the ids of a message are read. */
export interface MessageIdRules {
  /** The name of the header that carries the request id. */
  readonly requestIdHeader: string;
  readonly callers: Callers;
}

/**
 * Which request a message continues: the `traceparent` and the request id in the headers of its
 * transport, or in the fields of its payload over TCP and Redis, which have no headers. Elsewhere a payload
 * is data: it may repeat what a client of the sender wrote.
 *
 * @param args what the handler is called with: payload and context, in the order of the transport
 */
export function messageOrigin(
  [payload, context]: readonly unknown[],
  { transport, pattern }: MessageRoute,
  { requestIdHeader, callers }: MessageIdRules,
): Origin {
  const carrier = WITHOUT_HEADERS.has(transport) ? payload : context;
  const requestId = callers.requestIdOf(headerOf(carrier, requestIdHeader));
  const traceparent = headerOf(carrier, 'traceparent');
  const caller = { kind: 'message', transport, pattern, context } as const;
  return { requestId, ...callers.ancestryOf(traceparent, caller) };
}

function headerOf(arg: unknown, name: string): string | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined;
  try {
    return textOf(read(headersOf(arg) ?? arg, name));
  } catch {
    // A context or payload that throws when it is read has no headers.
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
