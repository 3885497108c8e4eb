import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express from 'express';
import { Observer, RequestContext } from '../../core';
import { HttpObservation } from './observed-response';
import { ExpressRoutes } from './express-routes';
import { FastifyRoutes } from './fastify-routes';
import { ExpressRouteNamer, FastifyRouteNamer } from './route-namer';

/** @param entry where the app itself is mounted */
function ended(framework: object, statusCode = 200, entry = ''): HttpObservation {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  const response = new ServerResponse(request);
  response.statusCode = statusCode;
  const context = new RequestContext(new Observer([]));
  const observation = new HttpObservation(0, context, request, response, framework);
  observation.entry = entry;
  return observation;
}

interface Route {
  readonly path: string | RegExp;
  readonly method: string;
  readonly matches: string;
}

function routerOf(...routes: Route[]): ExpressRouteNamer {
  const stack = routes.map(({ path, method, matches }) => ({
    route: { path, methods: { [method]: true } },
    match: (url: string) => url === matches,
  }));
  const middleware = { match: () => true };
  return new ExpressRouteNamer(new ExpressRoutes({ router: { stack: [middleware, ...stack] } }));
}

const handler = (): void => undefined;

function isOrder(path: string): boolean {
  return path.startsWith('/orders/');
}

/** Reads a path as Express does: a broken escape makes it throw. */
function decodes(path: string): boolean {
  return decodeURIComponent(path) !== '';
}

/** As the layers of Express 4, for `/t/:tenant`. */
function matchTenant(this: { path?: string; params?: object }, path: string): boolean {
  const [matched, tenant] = /^\/t\/([^/]+)/.exec(path) ?? [];
  Object.assign(this, { path: matched, params: { tenant } });
  return matched !== undefined;
}

describe('the route of a request on Express', () => {
  const empty = new ExpressRouteNamer(new ExpressRoutes({}));

  it.each([
    ['the template', { route: { path: '/orders/:id' } }, '/orders/:id'],
    ['below a mount path', { route: { path: '/:id' }, baseUrl: '/api/orders' }, '/api/orders/:id'],
    ['a pattern', { route: { path: /^\/files\/.+/ } }, '/^\\/files\\/.+/'],
    ['a list', { route: { path: ['/a', '/b'] } }, '/a,/b'],
    ['something unknown', { route: { path: 42 } }, ''],
    ['a wildcard of the app', { route: { path: '/{*path}' } }, '/{*path}'],
  ])('is %s', (_kind, request, name) => {
    const observation = ended({ method: 'GET', originalUrl: '/', ...request });

    expect(empty.nameOf(observation)).toBe(name);
  });

  it('is the path at which a middleware answers as one route, and no other', () => {
    const namer = new ExpressRouteNamer(new ExpressRoutes({}), ['/graphql']);

    const names = ['/graphql?query=secret', '/graphql/more'].map((originalUrl) =>
      namer.nameOf(ended({ method: 'GET', originalUrl })),
    );

    expect(names).toEqual(['/graphql', '']);
  });

  it('has few names below a mount path whose parameters have many values', () => {
    const namer = new ExpressRouteNamer(new ExpressRoutes({}));

    const names = Array.from({ length: 500 }, (_, i) =>
      namer.nameOf(
        ended({ method: 'GET', originalUrl: '/', route: { path: '/x' }, baseUrl: `/t/acme-${i}` }),
      ),
    );

    expect(new Set(names).size).toBe(21);
    expect(names.at(-1)).toBe('/*/x');
  });

  it('has few names where the app itself is mounted at a path with many values', () => {
    const route = { path: '/orders/:id', method: 'get', matches: '/orders/7' };
    const namer = routerOf(route);

    const names = Array.from({ length: 500 }, (_, i) => {
      const baseUrl = `/t/acme-${i}`;
      const request = { method: 'GET', originalUrl: `${baseUrl}/orders/7`, baseUrl };
      return namer.nameOf(ended(i % 2 ? request : { ...request, route }, 401, baseUrl));
    });

    expect(new Set(names).size).toBe(21);
    expect(names.at(-1)).toBe('/*/orders/:id');
  });

  it('has the pattern that Express knows of the mount, however many values come', () => {
    const inner = express();
    const router = express.Router().use('/u/:user', express.Router());
    inner.use('/{*any}', (_request, _response, next) => next());
    inner.use('/a/:b/', router).use('/c/:d', express());
    inner.get('/orders/:id', () => undefined);
    const outer = express().use('/o/', express().use('/t/:tenant/', inner));
    outer.use('/wrapped/:e', (...exchange) => void inner(...exchange));
    const namer = new ExpressRouteNamer(new ExpressRoutes(inner));
    const nameOf = (entry: string, mount: string, path: string, route?: object): string => {
      const at = { method: 'GET', originalUrl: entry + path, baseUrl: entry + mount };
      return namer.nameOf(ended({ ...at, route }, 200, entry));
    };

    const names = Array.from({ length: 300 }, (_, i) => [
      nameOf(`/o/t/${i}`, '', '/orders/7'),
      nameOf(`/o/t/${i}`, `/a/${i}`, `/a/${i}/x`, { path: '/x' }),
      nameOf('', `/a/${i}/u/${i}`, `/a/${i}/u/${i}/x`, { path: '/x' }),
      nameOf('', `/c/${i}`, `/c/${i}/x`, { path: '/x' }),
      nameOf(`/wrapped/${i}`, '', '/orders/7', { path: '/orders/:id' }),
    ]);

    expect([...new Set(names.slice(0, 10).flat())].slice(0, 5)).toEqual([
      '/o/t/:tenant/orders/:id',
      '/o/t/:tenant/a/:b/x',
      '/a/:b/u/:user/x',
      '/c/:d/x',
      '/wrapped/0/orders/:id',
    ]);
    expect(names.at(-1)).toEqual([
      '/o/t/:tenant/orders/:id',
      '/o/t/:tenant/a/:b/x',
      '/a/:b/u/:user/x',
      '/c/:d/x',
      '/*/orders/:id',
    ]);
  });

  it('has the pattern of a mount also where a router does not expose it', () => {
    const stack = [{ match: matchTenant, handle: Object.assign(() => undefined, { stack: [] }) }];
    const namer = new ExpressRouteNamer(new ExpressRoutes({ router: { stack } }));
    const request = {
      method: 'GET',
      originalUrl: '/t/t/x',
      baseUrl: '/t/t',
      route: { path: '/x' },
    };

    expect(namer.nameOf(ended(request))).toBe('/t/:tenant/x');
  });

  it.each([
    ['a handler', '/docs', '/docs/?a=b', '/docs'],
    ['a handler of files', '/docs', '/docs/a/b', '/docs/*'],
    ['a handler whose path has parameters', '/t/7', '/t/7/x', '/t/:tenant/*'],
    ['a handler in a mounted router', '/router/inner', '/router/inner/x', '/router/inner/*'],
    ['a router', '/router', '/router', '/router'],
    ['a handler of every path', '/some/thing', '/some/thing', ''],
    ['nothing that is known', '/elsewhere', '/elsewhere/x', ''],
    ['a handler before a route', '/orders', '/orders/7', '/orders/:id'],
    ['a handler before a route with a parameter', '/v/1', '/v/1/cats', '/v/:version/cats'],
    ['a handler, not the route of all such paths', '/docs', '/docs', '/docs'],
    ['a handler, not the route of all paths below', '/v/auth', '/v/auth/cats', '/v/auth/*'],
    ['a handler at a path with a slash at its end', '/files', '/files/a.png', '/files/*'],
    ['a router at such a path', '/slashed/inner', '/slashed/inner/x', '/slashed/inner/*'],
    ['a handler at a pattern', '/u/17', '/u/17/x', '/^\\/u\\/(\\d+)//*'],
    ['a handler at a pattern of every path', '/any', '/any', '/:slug'],
    ['a handler behind another host', '/docs', 'http://example.com/docs/a?b', '/docs/*'],
  ])('is the mount of %s that answers', (_case, baseUrl, originalUrl, name) => {
    const app = express();
    app.use('/{*any}', handler).use('/docs', handler).use('/t/:tenant', handler);
    app.use('/files/', handler).use('/slashed/', express.Router().use('/inner/', handler));
    app
      .use('/v/auth', handler)
      .use('/v/:v', handler)
      .use(/^\/u\/(\d+)/, handler);
    app
      .use(/^\/.*$/, handler)
      .get('/:slug', handler)
      .get('/v/:version/cats', handler);
    app.use('/router', express.Router().use('/inner', handler)).use('/orders', handler);
    app.get('/orders/:id', handler);
    const namer = new ExpressRouteNamer(new ExpressRoutes(app));
    const request = { method: 'GET', originalUrl, baseUrl };

    const names = [1, 2].map(() => namer.nameOf(ended(request)));

    expect(names).toEqual([name, name]);
  });

  it.each([
    ['that throws', '/fail', '/fail'],
    ['that throws below its mount', '/fail/a/b', '/fail/*'],
    ['that throws at a path with parameters', '/t/7/x', '/t/:tenant/*'],
    ['of a mounted router', '/router/inner/x', '/router/*'],
    ['before a route', '/orders/7', '/orders/:id'],
    ['of every path', '/elsewhere', ''],
  ])('is the mount of a handler %s, which Express takes back', (_case, originalUrl, name) => {
    const app = express().use('/{*any}', handler).use('/fail', handler).use('/t/:tenant', handler);
    app.use('/router', express.Router().use('/inner', handler)).use('/orders', handler);
    app.get('/orders/:id', handler);
    const namer = new ExpressRouteNamer(new ExpressRoutes(app));

    expect(namer.nameOf(ended({ method: 'GET', originalUrl, baseUrl: '' }, 500))).toBe(name);
  });

  it.each([
    ['has as many names as there are mounts, where Express exposes them', true, 32],
    ['has few names where it does not, whatever clients send', false, 20],
  ])('%s', (_case, isTold, count) => {
    const app = express();
    for (let i = 0; i < 30; i += 1) app.use(`/docs-${i}`, handler);
    app.use(/^\/u\/\d+/, handler).use('/files-:id', handler);
    const { stack } = app.router as unknown as { stack: { match(path: string): object | false }[] };
    const layers = stack.map((layer) => ({
      match: (path: string) => {
        const match = layer.match(path);
        return match && { ...match, ...(!isTold && { pattern: undefined }) };
      },
    }));
    const namer = new ExpressRouteNamer(new ExpressRoutes({ router: { stack: layers } }));
    const nameOf = (baseUrl: string): string =>
      namer.nameOf(ended({ method: 'GET', originalUrl: `${baseUrl}/x`, baseUrl }));

    const names = Array.from({ length: 500 }, (_, i) =>
      [`/docs-${i % 30}`, `/u/${i}`, `/files-${i}`, `/DOCS-${i % 30}`].map(nameOf),
    );

    const known = new Set(names.flat().filter((name) => name !== ''));
    expect(known.size).toBe(count);
  });

  it('is that of a wildcard which answers 404, and unknown when it has passed the request on', () => {
    const request = { method: 'GET', route: { path: '/{*path}' } };
    const passedOn = ended(request, 404);
    passedOn.isUnrouted = true;

    const names = [ended(request, 404), passedOn].map((each) => empty.nameOf(each));

    expect(names).toEqual(['/{*path}', '']);
  });

  it('is looked up in the router when a middleware ended the request', () => {
    const namer = routerOf({ path: '/orders/:id', method: 'get', matches: '/orders/7' });
    const observation = ended({ method: 'GET', originalUrl: '/orders/7?token=abc' }, 500);

    expect(namer.nameOf(observation)).toBe('/orders/:id');
  });

  it('is looked up below the place where the app itself is mounted', () => {
    const namer = routerOf({ path: '/orders/:id', method: 'get', matches: '/orders/7' });
    const request = { method: 'GET', originalUrl: '/outer/orders/7', baseUrl: '/outer' };

    expect(namer.nameOf(ended(request, 401, '/outer'))).toBe('/outer/orders/:id');
  });

  it.each([
    ['of another method', { path: '/orders/:id', method: 'post', matches: '/orders/7' }],
    ['of another path', { path: '/carts/:id', method: 'get', matches: '/carts/7' }],
  ])('is not that of a route %s', (_kind, route) => {
    const namer = routerOf(route);
    const observation = ended({ method: 'GET', originalUrl: '/orders/7' }, 404);

    expect(namer.nameOf(observation)).toBe('');
  });

  it('is not that of a layer that cannot read the path', () => {
    const broken = { route: { path: '/:id', methods: { get: true } }, match: decodes };
    const fitting = { route: { path: '/orders/:id', methods: { get: true } }, match: isOrder };
    const namer = new ExpressRouteNamer(
      new ExpressRoutes({ router: { stack: [broken, fitting] } }),
    );
    const observation = ended({ method: 'GET', originalUrl: '/orders/%E0%A4%A' }, 400);

    expect(namer.nameOf(observation)).toBe('/orders/:id');
  });

  it('is unknown when there is no router yet', () => {
    const observation = ended({ method: 'GET', originalUrl: '/orders/7' }, 404);

    expect(empty.nameOf(observation)).toBe('');
  });
});

describe('the route of a request on Fastify', () => {
  const routes = new FastifyRoutes({ hasRoute: () => false });
  routes.add({ method: 'GET', url: '/orders/:id' });
  const namer = new FastifyRouteNamer(routes);

  it.each([
    ['the template', { routeOptions: { url: '/orders/:id' } }, '/orders/:id'],
    ['unknown when nothing matched', { is404: true, routeOptions: { url: '/orders' } }, ''],
    ['unknown for the wildcard of the 404 handler', { routeOptions: { url: '*' } }, ''],
    ['that of a wildcard of the app', { routeOptions: { url: '/*' } }, '/*'],
    ['unknown when Fastify has not said it', {}, ''],
  ])('is %s', (_kind, request, name) => {
    expect(namer.nameOf(ended(request))).toBe(name);
  });
});
