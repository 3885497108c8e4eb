import { Callers, Drops, Redactor } from '../../core';
import type { Origin } from '../../core';
import { messageOrigin } from './message-origin';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const PARENT = { traceId: TRACE, spanId: 'b7ad6b7169203331', sampled: true };
const HEADERS = { traceparent: TRACEPARENT, 'x-request-id': 'r-7' };

const RULES = {
  requestIdHeader: 'x-request-id',
  callers: new Callers('everybody', new Redactor(), new Drops()),
};

function originOver(transport: string, args: readonly unknown[]): Origin {
  return messageOrigin(args, { transport, pattern: 'sum', isEvent: false }, RULES);
}

function buffers(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(headers).map(([key, text]) => [key, Buffer.from(text)]));
}

/** What each transport of Nest hands to a handler beside the payload. */
const CONTEXTS: readonly [string, object][] = [
  ['nats', { getHeaders: () => new Map(Object.entries(HEADERS)) }],
  ['rabbitmq', { getMessage: () => ({ properties: { headers: HEADERS } }) }],
  ['kafka', { getMessage: () => ({ headers: buffers(HEADERS) }) }],
  ['mqtt', { getPacket: () => ({ properties: { userProperties: HEADERS } }) }],
  ['grpc', new Map(Object.entries(HEADERS).map(([key, text]) => [key, [text]]))],
];

describe('the origin of a message', () => {
  it.each(CONTEXTS)('is read from the headers of %s', (transport, context) => {
    const origin = originOver(transport, [{ item: 'tea' }, context]);

    expect(origin).toEqual({ requestId: 'r-7', parent: PARENT });
  });

  it.each(['tcp', 'redis'])(
    'is read from the payload over %s, which has no headers',
    (transport) => {
      const socket = { getSocketRef: () => undefined, getPattern: () => 'sum' };

      const origin = originOver(transport, [{ ...HEADERS, item: 'tea' }, socket]);

      expect(origin).toEqual({ requestId: 'r-7', parent: PARENT });
    },
  );

  it.each(CONTEXTS)('is not read from a payload of %s', (transport, context) => {
    const other = `00-${'1'.repeat(32)}-b7ad6b7169203331-01`;

    const origin = originOver(transport, [
      { traceparent: other, 'x-request-id': 'forged' },
      context,
    ]);

    expect(origin).toEqual({ requestId: 'r-7', parent: PARENT });
    expect(originOver(transport, [{ traceparent: other, 'x-request-id': 'forged' }, {}])).toEqual(
      {},
    );
  });

  it.each([
    ['no payload', [undefined, undefined]],
    ['a text', ['traceparent']],
    ['an id that is not sane', [{ 'x-request-id': 'a\nb' }]],
    ['headers that are none', [{ getHeaders: () => null }]],
    ['a context that throws', [{ getHeaders: () => JSON.parse('{') as object }]],
  ])('is unknown with %s', (_what, args) => {
    expect(originOver('tcp', args)).toEqual({});
  });
});
