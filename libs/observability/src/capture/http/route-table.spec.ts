import express from 'express';
import { ExpressRoutes } from './express-routes';
import { FastifyRoutes } from './fastify-routes';
import type { RouteTable } from './route-table';

function answer(): void {}

function onExpress(...paths: readonly (string | RegExp | string[])[]): RouteTable {
  const app = express();
  for (const path of paths) app.get(path, answer);
  return new ExpressRoutes(app);
}

function onFastify(...urls: readonly string[]): RouteTable {
  const routes = new FastifyRoutes({
    initialConfig: { caseSensitive: false },
    hasRoute: () => false,
  });
  for (const url of urls) routes.add({ method: ['GET', 'HEAD'], url });
  return routes;
}

describe('an address of the library', () => {
  it.each<[string, RouteTable]>([
    ['itself', onExpress('/errors')],
    ['an optional segment', onExpress('/errors{/:id}')],
    ['optional text', onExpress('/err{ors}')],
    ['a pattern', onExpress(/^\/(errors|info)$/)],
    ['a list', onExpress(['/mistakes', '/errors'])],
    ['another case', onExpress('/Errors')],
    ['an optional segment on Fastify', onFastify('/errors/:id?')],
    ['a pattern on Fastify', onFastify('/:page(^errors|info$)')],
    ['another case on Fastify', onFastify('/Errors')],
  ])("is the app's where a route has %s", (_kind, routes) => {
    expect(routes.claims('/errors')).toBe(true);
  });

  it.each<[string, RouteTable]>([
    ['any page', onExpress('/:page')],
    ['everything', onExpress('/{*path}')],
    ['everything by a pattern', onExpress(/.*/)],
    ['another path', onExpress('/errors/:id')],
    ['any page on Fastify', onFastify('/:page')],
    ['everything on Fastify', onFastify('/*')],
    ['another path on Fastify', onFastify('/errors/:id')],
  ])("stays the library's where a route takes %s", (_kind, routes) => {
    expect(routes.claims('/errors')).toBe(false);
  });

  it.each([onExpress('/:page/:id', '/errors{/:id}'), onFastify('/:page/:id', '/errors/:id?')])(
    'leaves what is below it to a route that names it',
    (routes) => {
      expect([routes.nameBelow('/errors/'), routes.nameBelow('/health/')]).toEqual([
        expect.stringMatching(/^\/errors/),
        undefined,
      ]);
    },
  );
});

describe('the route that a path would come to', () => {
  const express5 = onExpress('/{*any}', '/files/*path', '/orders/:id');
  const fastify = onFastify('/*', '/files/*', '/orders/:id', '/a-:b', '/c::d.e');

  it.each([
    [express5, 'GET', '/orders/7', '/orders/:id'],
    [express5, 'HEAD', '/orders/7', '/orders/:id'],
    [express5, 'OPTIONS', '/orders/7', '/orders/:id'],
    [express5, 'POST', '/orders/7', ''],
    [express5, 'GET', '/files/a/b', '/files/*path'],
    [express5, 'GET', '/wp-admin', ''],
    [fastify, 'OPTIONS', '/orders/7', '/orders/:id'],
    [fastify, 'GET', '/files/a/b', '/files/*'],
    [fastify, 'GET', '/a-1', '/a-:b'],
    [fastify, 'GET', '/c:d.e', '/c::d.e'],
    [fastify, 'POST', '/orders/7', ''],
    [fastify, 'GET', '/wp-admin', ''],
  ])('is found by its method and path (%#)', (routes, method, path, template) => {
    expect(routes.find(method, path)).toBe(template);
  });
});

describe('the search for a route', () => {
  it('tests a route that takes everything once, and stops at the first that fits', () => {
    const tested: string[] = [];
    const layers = ['/{*any}', '/files/*path', '/orders/:id', '/orders/7'].map((path) => ({
      route: { path, methods: { get: true } },
      match: (tried: string) => {
        tested.push(path);
        return path === '/{*any}' || (tried === '/orders/7' && path.startsWith('/orders'));
      },
    }));
    const routes = new ExpressRoutes({ router: { stack: layers } });
    routes.find('GET', '/orders/7');
    tested.length = 0;

    const found = routes.find('GET', '/orders/7');

    expect(found).toBe('/orders/:id');
    expect(tested).toEqual(['/files/*path', '/orders/:id']);
  });

  it('makes the test of a mounted route once', () => {
    let made = 0;
    class Layer {
      constructor(
        readonly path: string,
        readonly route?: object,
      ) {
        made += 1;
      }

      match(path: string): boolean {
        return this.path === path;
      }
    }
    const routes = new ExpressRoutes({ router: { stack: [new Layer('/a', {})] } });
    const route = { path: '/boom' };

    const mounts = ['/q/boom', '/r/boom'].map((path) => routes.mountOf(route, path));

    expect(mounts).toEqual(['/q', '/r']);
    expect(made).toBe(2);
  });
});

describe('a route of Fastify whose patterns do not go together', () => {
  it.each([
    ['names that occur twice', String.raw`/a/:x(^(?<n>\d+)$)/:y(^(?<n>\d+)$)`],
    ['a reference to a group', String.raw`/a/:x(^(\d)\d*$)/:y(^(\d)\1*$)`],
    ['a reference to a name', String.raw`/a/:x(^\d+$)/:y(^(?<n>\d)\k<n>*$)`],
  ])('does not stop the start, and takes any segment there: %s', (_kind, url) => {
    const routes = onFastify(url, '/a/none');

    const found = ['/a/1/22', '/a/1/22/3', '/a/none'].map((path) => routes.find('GET', path));

    expect(found).toEqual([url, '', '/a/none']);
    expect(routes.claims('/a/1/22')).toBe(false);
  });
});

describe('the mount of a route whose router has passed an error on', () => {
  const app = express();
  app.use('/queues', express());
  app.use('/{*path}', express());
  const routes = new ExpressRoutes(app);

  it.each([
    ['/boom', '/queues/api/boom', '/queues/api'],
    ['/', '/queues/api', '/queues/api'],
    ['/', '/', ''],
    ['/boom', '/boom', ''],
    ['/jobs/:id', '/queues/api/jobs/7', '/queues/api'],
    ['/jobs{/:id}', '/queues/api/jobs', '/queues/api'],
    ['/static/*path', '/queues/static/a/b', '/queues'],
    ['/{*path}', '/queues/static/a/b', '/queues'],
    ['/boom', '/elsewhere/boom', '/elsewhere'],
    ['/boom', '/%E0%A4%A/rewritten', ''],
  ])('of %s is found in %s', (template, path, mount) => {
    expect(routes.mountOf({ path: template }, path)).toBe(mount);
  });
});
