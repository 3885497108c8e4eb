import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Observer, pathIn, Redactor, RequestContext, RequestObservation } from '../../core';
import { secretsAcross } from '../../core/testing/cut-secrets';
import { endOfRequest, startOfRequest } from './request-span';

const redactor = new Redactor();

interface Facts {
  readonly method?: string;
  readonly url?: string;
  readonly host?: string;
  readonly ended?: Partial<RequestObservation>;
}

function requestOf({ method = 'GET', url = '/orders/7', host, ended }: Facts): RequestObservation {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url });
  if (host !== undefined) request.headers.host = host;
  request.headers['x-forwarded-for'] = '10.0.0.7';
  const framework = { ip: '10.0.0.7' };
  const context = new RequestContext(new Observer([]));
  const response = new ServerResponse(request);
  return Object.assign(new RequestObservation(0, context, request, response, framework), ended);
}

const start = (facts: Facts) =>
  startOfRequest(requestOf(facts), pathIn(facts.url ?? '/orders/7'), redactor);
const end = (facts: Facts) => endOfRequest(requestOf(facts), redactor);

describe('the span of a request', () => {
  it('begins with what the request line says', () => {
    expect(start({ method: 'POST', url: '/orders?page=1' })).toMatchObject({
      name: 'POST',
      attributes: { 'http.request.method': 'POST', 'url.path': '/orders', 'url.scheme': 'http' },
    });
  });

  it('has one name for methods of no standard', () => {
    const facts = { method: 'PURGE', ended: { route: '/orders' } };

    expect(start(facts)).toMatchObject({
      name: 'HTTP',
      attributes: { 'http.request.method': '_OTHER', 'http.request.method_original': 'PURGE' },
    });
    expect(end(facts).name).toBe('HTTP /orders');
  });

  it('is named by the route when that is known', () => {
    expect([end({ ended: { route: '/orders/:id' } }).name, end({}).name]).toEqual([
      'GET /orders/:id',
      undefined,
    ]);
  });

  it('shows the query without its secrets', () => {
    const { attributes } = end({ url: '/orders?token=abc&page=1' });

    expect(attributes).toMatchObject({ 'url.query': 'token=[Redacted]&page=1' });
  });

  it('shows nothing that a client has put where it names itself, its host or its operation', () => {
    const secret = 'sk_live_51H8abcdefghijklmnop';
    const graphql = { type: 'query', name: secret };
    const ended = { route: '/graphql', graphql, framework: { ip: secret } };

    const { attributes } = end({ host: `${secret}:80`, ended });

    expect(JSON.stringify(attributes)).not.toContain(secret);
    expect(attributes).toMatchObject({ 'server.port': 80 });
  });

  it('names the operation of a request to GraphQL', () => {
    const ended = { route: '/graphql', graphql: { type: 'mutation', name: 'Add' } };

    expect(end({ ended }).attributes).toMatchObject({
      'graphql.operation.name': 'Add',
      'graphql.operation.type': 'mutation',
    });
  });

  it("shows of GraphQL's query neither document nor variables", () => {
    const knowing = new Redactor();
    knowing.hideGraphqlOf(['/graphql']);
    const url = '/graphql?query={user}&operationName=User';

    const { attributes } = endOfRequest(requestOf({ url, ended: { route: '/graphql' } }), knowing);

    expect(attributes).toMatchObject({ 'url.query': 'query=[Redacted]&operationName=User' });
  });

  it('shows the path without its secrets, once the route is known', () => {
    const facts = { url: '/reset/abc?page=1', ended: { route: '/reset/:token' } };

    expect(end(facts).attributes?.['url.path']).toBe('/reset/[Redacted]');
    expect(end({ ended: { route: '/orders/:id' } }).attributes).not.toHaveProperty('url.path');
  });

  it('shows a path that nobody knows without what looks random', () => {
    const url = '/reset/4bf92f3577b34da6a3ce929d0e0e4736';

    expect(start({ url }).attributes).toMatchObject({ 'url.path': '/reset/[Redacted]' });
  });

  it.each(['/orders', '/orders?'])('shows no query of %s', (url) => {
    expect(end({ url }).attributes?.['url.query']).toBeUndefined();
  });

  it.each([
    ['shop.example', 'shop.example', undefined],
    ['shop.example:8080', 'shop.example', 8080],
    ['[::1]:8080', '[::1]', 8080],
    ['[::1]', '[::1]', undefined],
    [undefined, undefined, undefined],
    ['x'.repeat(300), undefined, undefined],
    ['shop:what', 'shop', undefined],
  ])('has the requested server, for the host %s', (host, address, port) => {
    const { attributes } = end({ host });

    expect([attributes?.['server.address'], attributes?.['server.port']]).toEqual([address, port]);
  });

  it.each([
    ['the class of its error', { error: new TypeError('x'), failed: true }, 'TypeError'],
    ['its status without an error', {}, '503'],
  ])('names as its failure %s', (_case, ended, expected) => {
    const { attributes } = end({ ended: { status: 503, outcome: 'error', ...ended } });

    expect(attributes).toMatchObject({
      'error.type': expected,
      'http.response.status_code': 503,
      'client.address': '10.0.0.7',
    });
  });

  it('names no failure of a request that was refused as planned', () => {
    const ended = { status: 404, error: new Error('not found'), failed: true };

    expect(end({ ended }).attributes?.['error.type']).toBeUndefined();
  });
});

describe('what a span shows of a long request', () => {
  it('holds no half of a secret in the path', () => {
    for (const { text, half } of secretsAcross(2048)) {
      expect(JSON.stringify(start({ url: text }))).not.toContain(half);
    }
  });

  it.each(['', '/orders/:id', '/reset/:token'])(
    'holds none in the query of the route "%s"',
    (route) => {
      for (const { text, half } of secretsAcross(2048, '?page=')) {
        const { attributes } = end({ url: `/orders${text}`, ended: { route } });

        expect(JSON.stringify(attributes)).not.toContain(half);
      }
    },
  );

  it('holds none in a path whose route has a secret', () => {
    for (const { text, half } of secretsAcross(2048, '/reset/x')) {
      const { attributes } = end({ url: text, ended: { route: '/reset/:token/*rest' } });

      expect(JSON.stringify(attributes)).not.toContain(half);
    }
  });

  it('holds none in the name of the client', () => {
    for (const { text, half } of secretsAcross(2048)) {
      const observation = requestOf({});
      observation.request.headers['user-agent'] = text;

      expect(JSON.stringify(endOfRequest(observation, redactor))).not.toContain(half);
    }
  });
});
