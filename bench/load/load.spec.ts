import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { atFixedRate } from './fixed-rate';
import { Pool } from './pool';
import { unknownRequests, wireRequest } from './requests';
import { inTurn, saturate } from './saturate';

const HELLO = wireRequest({ method: 'GET', path: '/hello', status: 200 });
const ORDER = wireRequest({ method: 'POST', path: '/orders', body: '{"item":"tea"}', status: 200 });

describe('the load generator', () => {
  let server: Server;
  let pool: Pool;
  const seen: string[] = [];
  let answerAfterMs = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (request.url === '/hung') return;
        seen.push(`${request.method} ${request.url} ${body}`.trim());
        response.statusCode = request.url?.startsWith('/nowhere') ? 404 : 200;
        response.setHeader('content-length', 70_000);
        setTimeout(() => response.end('x'.repeat(70_000)), answerAfterMs);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(async () => {
    seen.length = 0;
    answerAfterMs = 0;
    pool = await Pool.open((server.address() as { port: number }).port, 2);
  });

  afterEach(() => pool.close());

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('sends the requests in turn, as often as it is told, and counts the answers', async () => {
    const { answered } = await saturate(pool, inTurn([HELLO, ORDER], 5));

    expect(answered).toBe(5);
    expect(pool.answered).toBe(5);
    expect(seen.toSorted()).toEqual([
      'GET /hello',
      'GET /hello',
      'GET /hello',
      'POST /orders {"item":"tea"}',
      'POST /orders {"item":"tea"}',
    ]);
  });

  it('ends a load without an end when its time is over', async () => {
    const { answered, seconds } = await saturate(pool, inTurn([HELLO]), 50);

    expect(answered).toBeGreaterThan(1);
    expect(seconds).toBeGreaterThanOrEqual(0.05);
  });

  it('sends to unknown paths that differ', async () => {
    await saturate(pool, unknownRequests(30));

    expect(new Set(seen).size).toBe(30);
  });

  it('fails a load when an answer has another status than the route promises', async () => {
    const wrong = { ...HELLO, status: 201 };

    await expect(saturate(pool, inTurn([wrong], 1))).rejects.toThrow(
      'GET /hello HTTP/1.1 answered 200 instead of 201.',
    );
  });

  it('fails a load when the server closes a connection', async () => {
    const hung = wireRequest({ method: 'GET', path: '/hung', status: 200 });

    const load = saturate(pool, inTurn([hung], 1));
    setImmediate(() => server.closeAllConnections());

    await expect(load).rejects.toThrow(/closed a connection|ECONNRESET/);
  });

  it('charges a slow server for the requests that had to wait their turn', async () => {
    answerAfterMs = 20;

    // Two connections answer 100 a second at most; 200 a second are due.
    const latencies = await atFixedRate(pool, inTurn([HELLO]), { perSecond: 200, seconds: 0.2 });

    expect(latencies).toHaveLength(40);
    expect(latencies.at(-1)).toBeGreaterThan(150);
  });
});
