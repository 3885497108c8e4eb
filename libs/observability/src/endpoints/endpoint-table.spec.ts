import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { accessBy } from './testing/access-by';
import { Drops } from '../core';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';
import { EndpointTable } from './endpoint-table';

function requestFor(url: string, method = 'GET'): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { url, method });
}

/** Records what is sent; `sent` waits for the end. */
class FakeResponse extends ServerResponse {
  headers: Record<string, unknown> = {};
  body: unknown = undefined;
  private finish: () => void = () => undefined;
  readonly sent = new Promise<void>((resolve) => (this.finish = resolve));

  constructor() {
    super(requestFor('/'));
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    this.headers = rest.at(-1) as Record<string, unknown>;
    return this;
  }

  override end(body?: unknown): this {
    this.body = body;
    this.finish();
    return this;
  }
}

interface Served {
  readonly response: FakeResponse;
  readonly route: string | undefined;
  readonly drops: Drops;
}

async function serve(
  answer: Endpoint['answer'],
  request: IncomingMessage = requestFor('/livez'),
): Promise<Served> {
  const drops = new Drops();
  const response = new FakeResponse();
  const route = new EndpointTable([{ path: '/livez', answer }], drops).handle(request, response);
  await response.sent;
  return { response, route, drops };
}

const alive = (): Answer => json(200, { status: 'healthy' });

describe('the table of endpoints', () => {
  let table: EndpointTable;

  beforeEach(() => {
    table = new EndpointTable(
      [
        { path: '/livez', answer: alive },
        { path: '/metrics', answer: alive },
      ],
      new Drops(),
    );
  });

  it('knows its addresses', () => {
    expect(table.paths).toEqual(['/livez', '/metrics']);
  });

  it.each([
    ['/livez', 'GET'],
    ['/livez', 'HEAD'],
    ['/livez?verbose=1', 'GET'],
    ['/livez?', 'GET'],
  ])('takes a request for %s by %s', async (url, method) => {
    const response = new FakeResponse();

    const route = table.handle(requestFor(url, method), response);
    await response.sent;

    expect(route).toBe('/livez');
    expect(response.statusCode).toBe(200);
  });

  it.each([
    ['/', 'GET'],
    ['/livez/', 'GET'],
    ['/livez/deep', 'GET'],
    ['/LIVEZ', 'GET'],
    ['/orders?path=/livez', 'GET'],
    ['/livez', 'POST'],
    ['/livez', 'OPTIONS'],
    ['/__proto__', 'GET'],
  ])('lets a request for %s by %s pass', (url, method) => {
    expect(table.handle(requestFor(url, method), new FakeResponse())).toBeUndefined();
  });

  it.each([
    ['/metrics', true],
    ['/metrics?name=x', true],
    ['/metrics/x', false],
    ['/orders', false],
  ])('tells whether %s is its own', (url, isOwn) => {
    expect(table.isOwn(url)).toBe(isOwn);
  });

  it('lets requests pass for an address that it gave back to the app', () => {
    table.yieldTo('/livez');

    expect(table.handle(requestFor('/livez'), new FakeResponse())).toBeUndefined();
    expect(table.isOwn('/livez')).toBe(false);
    expect(table.paths).toEqual(['/metrics']);
  });
});

describe('the answer of an endpoint', () => {
  it('is sent with headers that let nobody keep it', async () => {
    const { response } = await serve(() => json(503, { status: 'größer' }));

    expect(response.statusCode).toBe(503);
    expect(response.body).toBe('{"status":"größer"}\n');
    expect(response.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength('{"status":"größer"}\n'),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('has no body for HEAD, and the length that it would have', async () => {
    const { response } = await serve(alive, requestFor('/livez', 'HEAD'));

    expect(response.body).toBeUndefined();
    expect(response.headers['content-length']).toBe('{"status":"healthy"}\n'.length);
  });

  it('responds with the authentication scheme to unauthorised clients', async () => {
    const access = accessBy({ access: 'token', token: 'correct-horse-battery' });

    const { response } = await serve((request) => access.refuse(request));

    expect(response.statusCode).toBe(401);
    expect(response.headers).toMatchObject({
      'www-authenticate': 'Bearer',
      'cache-control': 'no-store',
    });
  });

  it('may come later', async () => {
    const { response } = await serve(async () => alive());

    expect(response.body).toBe('{"status":"healthy"}\n');
  });

  it('may depend on the request', async () => {
    const { response } = await serve(
      ({ url }) => json(200, { url }),
      requestFor('/livez?verbose=1'),
    );

    expect(response.body).toBe('{"url":"/livez?verbose=1"}\n');
  });

  it.each<[string, Endpoint['answer']]>([
    [
      'throws',
      () => {
        throw new Error('password=hunter2');
      },
    ],
    ['rejects', () => Promise.reject(new Error('password=hunter2'))],
  ])('is a plain 500 when it %s, and the fault is counted', async (_kind, answer) => {
    const { response, route, drops } = await serve(answer);

    expect(route).toBe('/livez');
    expect(response.statusCode).toBe(500);
    expect(response.body).toBe('{"error":"Internal error"}\n');
    expect([...drops.entries()]).toEqual([['endpoints', 1]]);
  });
});

describe('an endpoint that answers below its path too', () => {
  const parts = { path: '/loggers', methods: ['POST'], hasParts: true, answer: alive };

  it.each([
    ['GET', '/loggers', '/loggers'],
    ['GET', '/loggers/app', '/loggers'],
    ['HEAD', '/loggers/app?x=1', '/loggers'],
    ['POST', '/loggers/app', '/loggers'],
    ['POST', '/loggers', undefined],
    ['DELETE', '/loggers/app', undefined],
    ['GET', '/loggersx', undefined],
    ['POST', '/livez/app', undefined],
  ])('takes %s %s or leaves it to the app', (method, url, route) => {
    const plain = { path: '/livez', answer: alive };
    const both = new EndpointTable([parts, plain], new Drops());

    expect(both.handle(requestFor(url, method), new FakeResponse())).toBe(route);
  });

  it('gives all of it back to the app', () => {
    const table = new EndpointTable([parts], new Drops());

    table.yieldTo('/loggers');

    expect(table.handle(requestFor('/loggers/app', 'POST'), new FakeResponse())).toBeUndefined();
  });

  it('gives what is below back to the app, and keeps its own address', () => {
    const table = new EndpointTable([parts], new Drops());

    expect(table.starts).toEqual(['/loggers/']);
    table.yieldBelow('/loggers/');

    expect(table.starts).toEqual([]);
    expect(table.handle(requestFor('/loggers/app'), new FakeResponse())).toBeUndefined();
    expect(table.handle(requestFor('/loggers'), new FakeResponse())).toBe('/loggers');
  });

  it('is the nearest one where one stands below another', () => {
    const health = { path: '/health', hasParts: true, answer: alive };
    const ready = { path: '/health/ready', hasParts: true, answer: alive };
    const table = new EndpointTable([health, ready], new Drops());
    const routeOf = (url: string): unknown => table.handle(requestFor(url), new FakeResponse());

    expect(routeOf('/health/ready/disk')).toBe('/health/ready');
    expect(routeOf('/health/ready')).toBe('/health/ready');
    expect(routeOf('/health/disk')).toBe('/health');
  });
});
