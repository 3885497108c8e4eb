import { messageOrigin } from './message-origin';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const PARENT = { traceId: TRACE, spanId: 'b7ad6b7169203331', sampled: true };
const HEADERS = { traceparent: TRACEPARENT, 'x-request-id': 'r-7' };

function buffers(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(headers).map(([key, text]) => [key, Buffer.from(text)]));
}

/** What each transport of Nest hands to a handler beside the payload. */
const CONTEXTS: readonly [string, object][] = [
  ['NATS', { getHeaders: () => new Map(Object.entries(HEADERS)) }],
  ['RabbitMQ', { getMessage: () => ({ properties: { headers: HEADERS } }) }],
  ['Kafka', { getMessage: () => ({ headers: buffers(HEADERS) }) }],
  ['MQTT', { getPacket: () => ({ properties: { userProperties: HEADERS } }) }],
  ['gRPC', new Map(Object.entries(HEADERS).map(([key, text]) => [key, [text]]))],
];

describe('the origin of a message', () => {
  it.each(CONTEXTS)('is read from the headers of %s', (_transport, context) => {
    const origin = messageOrigin([{ item: 'tea' }, context], 'x-request-id');

    expect(origin).toEqual({ requestId: 'r-7', parent: PARENT });
  });

  it('is read from the payload where the transport has no headers', () => {
    const socket = { getSocketRef: () => undefined, getPattern: () => 'sum' };

    const origin = messageOrigin([{ ...HEADERS, item: 'tea' }, socket], 'x-request-id');

    expect(origin).toEqual({ requestId: 'r-7', parent: PARENT });
  });

  it.each([
    ['no payload', [undefined, undefined]],
    ['a text', ['traceparent']],
    ['an id that is not sane', [{ 'x-request-id': 'a\nb' }]],
    ['headers that are none', [{ getHeaders: () => null }]],
    ['a context that throws', [{ getHeaders: () => JSON.parse('{') as object }]],
  ])('is unknown with %s', (_what, args) => {
    expect(messageOrigin(args, 'x-request-id')).toEqual({});
  });
});
