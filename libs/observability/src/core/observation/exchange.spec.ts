import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { EndedExchange } from './exchange';

function ended(): { exchange: EndedExchange; request: IncomingMessage } {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method: 'POST',
    url: '/1?q=2',
    originalUrl: '/orders/1?q=2',
    body: { item: 'tea' },
  });
  request.headers = { host: 'shop', 'user-agent': 'curl' };
  const response = new ServerResponse(request);
  response.setHeader('content-type', 'application/json');
  response.statusCode = 201;
  return { exchange: new EndedExchange(request, response, request, response.headersSent), request };
}

describe('an exchange that is over', () => {
  it('keeps what an error report may tell that comes late', () => {
    const { exchange } = ended();

    expect(exchange).toMatchObject({
      method: 'POST',
      url: '/1?q=2',
      originalUrl: '/orders/1?q=2',
      headers: { host: 'shop', 'user-agent': 'curl' },
      body: { item: 'tea' },
      statusCode: 201,
    });
    expect(exchange.getHeader('content-type')).toBe('application/json');
    expect(exchange.getHeader('etag')).toBeUndefined();
  });

  it('holds neither request, response nor socket', () => {
    const { exchange, request } = ended();
    const held = new Set<unknown>(Object.values(exchange));

    expect([held.has(request), held.has(request.socket)]).toEqual([false, false]);
    expect([...held].some((value) => value instanceof ServerResponse)).toBe(false);
  });
});
