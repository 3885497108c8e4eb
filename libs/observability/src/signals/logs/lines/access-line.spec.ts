import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { secretsAcross } from '../../../core/testing/cut-secrets';
import { Observer, Redactor, RequestContext, RequestObservation } from '../../../core';
import { AccessLine } from './access-line';

type Line = Record<string, unknown> & { readonly http: Record<string, unknown> };

const SERVICE = { service: 'shop', version: '1', environment: 'test' };

interface Facts {
  readonly method?: string;
  readonly url?: string;
  readonly route?: string;
  readonly headers?: Record<string, string>;
  readonly user?: string;
  readonly queries?: number;
  readonly seconds?: number;
}

function requestOf({
  method = 'GET',
  url = '/',
  route = '/',
  ...facts
}: Facts): RequestObservation {
  const context = new RequestContext(new Observer([]), {
    requestId: 'req-7',
    user: () => (facts.user === undefined ? undefined : { id: facts.user }),
  });
  context.queries = facts.queries ?? 0;
  context.querySeconds = 0.0125;
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method, url });
  Object.assign(request.headers, facts.headers);
  const response = new ServerResponse(request);
  const framework = { ip: '203.0.113.9' };
  const observation = new RequestObservation(0, context, request, response, framework);
  return Object.assign(observation, {
    route,
    status: 200,
    durationSeconds: facts.seconds ?? 0.001,
  });
}

function lineOf(facts: Facts): Line {
  const text = new AccessLine(SERVICE, new Redactor()).of(requestOf(facts));
  expect(text.endsWith('}\n')).toBe(true);
  expect(text.indexOf('\n')).toBe(text.length - 1);
  return JSON.parse(text) as Line;
}

describe('an access line', () => {
  it('names the operation of a request to GraphQL, and nothing else of the query', () => {
    const redactor = new Redactor();
    redactor.hideGraphqlOf(['/graphql']);
    const url = '/graphql?query=query%20A%7Ba%7D&variables=%7B%7D';
    const observation = requestOf({ url, route: '/graphql' });
    observation.graphql = { type: 'query', name: 'A' };

    const line = JSON.parse(new AccessLine(SERVICE, redactor).of(observation)) as Line;

    expect(line).toMatchObject({
      graphql: { type: 'query', name: 'A' },
      http: { path: '/graphql?query=[Redacted]&variables=[Redacted]' },
    });
  });

  it('has the names and the order that lines of pino have', () => {
    const text = new AccessLine(SERVICE, new Redactor()).of(requestOf({}));

    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'level',
      'timestamp',
      'service',
      'version',
      'environment',
      'logger',
      'request_id',
      'trace_id',
      'span_id',
      'http',
      'message',
    ]);
  });

  it.each([
    ['a quote', '/a"b'],
    ['a backslash', '/a\\b'],
    ['a newline', '/a\nb'],
    ['a control character', '/a\u0007b'],
    ['half of a surrogate pair', '/a\ud800b'],
    ['letters beyond ASCII', '/größe/漢字/🚀'],
  ])('is JSON whatever stands in the address: %s', (_case, url) => {
    expect(lineOf({ url }).http['path']).toBe(url);
  });

  it.each([
    ['the method', { method: 'G"ET' }, 'method', 'G"ET'],
    ['the route', { route: '/a"b' }, 'route', '/a"b'],
    ['the user agent', { headers: { 'user-agent': 'x"\n' } }, 'user_agent', 'x"\n'],
  ])('is JSON whatever stands in %s', (_case, facts, field, value) => {
    expect(lineOf(facts).http[field]).toBe(value);
  });

  it('names the user, whatever the id is', () => {
    expect(lineOf({ user: 'u"1' })['user_id']).toBe('u"1');
  });

  it('leaves out what is not known', () => {
    const { http, ...line } = lineOf({ route: '' });

    expect(Object.keys(http)).toEqual(['method', 'path', 'status', 'duration_ms', 'outcome']);
    expect(line).not.toHaveProperty('user_id');
    expect(line).not.toHaveProperty('db');
  });

  it('says what the framework makes of a forwarded address', () => {
    const headers = { 'x-forwarded-for': '203.0.113.9, 10.0.0.1' };

    expect(lineOf({ headers }).http['client_address']).toBe('203.0.113.9');
  });

  it('says how many queries the request made and how long they took', () => {
    expect(lineOf({ queries: 3 })['db']).toEqual({ queries: 3, duration_ms: 12.5 });
  });

  it('hides secrets in the address', () => {
    expect(lineOf({ url: '/a?token=abc&x=1' }).http['path']).toBe('/a?token=[Redacted]&x=1');
  });

  it.each([
    ['/reset/:token', '/reset/abc?x=1', '/reset/[Redacted]?x=1'],
    ['/orders/:id', '/orders/4bf92f3577b34da6a3ce929d0e0e4736', undefined],
    ['', '/reset/4bf92f3577b34da6a3ce929d0e0e4736', '/reset/[Redacted]'],
  ])('hides the secrets in the path of the route "%s"', (route, url, safe = url) => {
    expect(lineOf({ route, url }).http['path']).toBe(safe);
  });

  it('hides secrets in the user agent', () => {
    const headers = { 'user-agent': 'bot/1 (token=abc)' };

    expect(lineOf({ headers }).http['user_agent']).toBe('bot/1 (token=[Redacted])');
  });

  it('tells methods and addresses of one route apart, in any order', () => {
    const line = new AccessLine(SERVICE, new Redactor());
    const facts = [
      { method: 'GET', url: '/users/1', route: '/users/:id' },
      { method: 'GET', url: '/users/2', route: '/users/:id' },
      { method: 'PUT', url: '/users/2', route: '/users/:id' },
      { method: 'PUT', url: '/users/2', route: '' },
      { method: 'GET', url: '/users/1', route: '/users/:id' },
    ];

    const written = facts.map((each) => (JSON.parse(line.of(requestOf(each))) as Line).http);

    expect(written).toEqual(
      facts.map(({ method, url, route }) =>
        expect.objectContaining({ method, path: url, ...(route && { route }) }),
      ),
    );
    expect(written[3]).not.toHaveProperty('route');
  });

  it.each([
    [0, 0],
    [0.000004, 0],
    [0.000005, 0.01],
    [0.0001, 0.1],
    [0.00109, 1.09],
    [0.25, 250],
    [12.34567, 12345.67],
  ])('tells %f s as %f ms', (seconds, ms) => {
    expect(lineOf({ seconds }).http['duration_ms']).toBe(ms);
  });

  it.each<[string, Facts]>([
    ['letters', { url: `/${'a'.repeat(20_000)}`, headers: { 'user-agent': 'b'.repeat(20_000) } }],
    ['quotes', { url: `/${'"'.repeat(20_000)}`, headers: { 'user-agent': '"'.repeat(9000) } }],
    ['letters of three bytes', { url: `/${'漢'.repeat(20_000)}`, user: '漢'.repeat(9000) }],
    ['control characters', { url: `/${'\u0001'.repeat(20_000)}`, route: '\u0001'.repeat(3000) }],
    ['secrets', { url: `/?${'token=x&'.repeat(2000)}` }],
    ['a forwarded address', { headers: { 'x-forwarded-for': 'c'.repeat(16_000) } }],
  ])('is at most 8 KiB long and JSON, whatever a client sends: %s', (_case, facts) => {
    const text = new AccessLine(SERVICE, new Redactor()).of(requestOf(facts));

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192);
    expect(JSON.parse(text)).toMatchObject({ message: 'request completed' });
  });

  it('says so when it had to be cut', () => {
    const { http } = lineOf({ url: `/${'\u0001'.repeat(20_000)}` });

    expect(http['truncated']).toBe(true);
    expect(String(http['path']).length).toBeLessThan(300);
  });

  it.each<[string, unknown, string]>([
    ['a number', 42, '42'],
    ['null', null, 'null'],
    ['an object without a text', Object.create(null), '[Unreadable]'],
  ])('names a user whose id is %s', (_case, user, written) => {
    expect(lineOf({ user: user as string })['user_id']).toBe(written);
  });

  it('is written when the app fails to tell the address of the client', () => {
    const observation = requestOf({ headers: { 'x-forwarded-for': '203.0.113.9' } });
    observation.framework = {
      get ip(): never {
        throw new Error('no trust');
      },
    };

    const text = new AccessLine(SERVICE, new Redactor()).of(observation);

    expect(JSON.parse(text)).toMatchObject({ http: { method: 'GET' } });
  });
});

describe('the path in an access line', () => {
  it.each(['/', '/orders/:id', ''])(
    'shows no half of a secret that is cut, on the route "%s"',
    (route) => {
      for (const { text, half } of secretsAcross(2048)) {
        expect(JSON.stringify(lineOf({ url: text, route }))).not.toContain(half);
      }
    },
  );

  it('shows no half of a secret where the whole line is too long', () => {
    const agent = '\u0001'.repeat(2000);
    for (const { text, half } of secretsAcross(256)) {
      const line = lineOf({ url: text, headers: { 'user-agent': agent }, user: agent });

      expect(JSON.stringify(line)).not.toContain(half);
    }
  });
});
