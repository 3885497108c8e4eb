import { Controller, Get, Logger, Post } from '@nestjs/common';
import type { ApplicationConfig, DiscoveryService } from '@nestjs/core';
import type { HttpCapture, RouteTable } from '../../capture/http';
import { Drops } from '../../core';
import { EndpointTable } from '../../endpoints';
import { RouteConflictsWiring } from './route-conflicts-wiring';
import { resolveOptions } from '../options/resolve-options';

@Controller()
class OwnController {
  @Get('health/orders')
  orders(): void {}

  @Post('loggers')
  change(): void {}
}

const NO_ROUTES: RouteTable = { find: () => '', claims: () => false, nameBelow: () => undefined };

function start(prefix = '', routes = NO_ROUTES): EndpointTable {
  const endpoints = ['/health', '/loggers', '/ops/health'];
  const table = new EndpointTable(
    endpoints.map((path) => ({ path, hasParts: true, answer })),
    new Drops(),
  );
  const discovery = { getControllers: () => [{ metatype: OwnController }] };
  // All that is used of Nest.
  new RouteConflictsWiring(
    table,
    { routes } as HttpCapture,
    discovery as unknown as DiscoveryService,
    { getGlobalPrefix: () => prefix } as ApplicationConfig,
    resolveOptions({}, {}),
  ).yieldToApp();
  return table;
}

function answer(): never {
  throw new Error('not called');
}

describe("the library's addresses", () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  beforeEach(() => warned.mockClear());

  it('stand back where the app has routes below them, and say so', () => {
    const table = start();

    expect(table.starts).toEqual(['/ops/health/', '/loggers/']);
    expect(table.paths).toContain('/health');
    expect(warned.mock.calls).toEqual([
      [
        'The app has a route /health/orders of its own, which takes precedence: the library does not respond ' +
          'below /health/. Set endpoints.paths to serve its pages at another path.',
      ],
    ]);
  });

  it('stand back where a route names them, whatever its spelling, and where one names what is above', () => {
    const routes = {
      ...NO_ROUTES,
      claims: (path: string) => path === '/loggers',
      nameBelow: (below: string) => (below === '/loggers/' ? '/loggers{/:id}' : undefined),
    };

    const table = start('', routes);

    expect(table.paths).not.toContain('/loggers');
    expect(warned.mock.calls.map(([line]) => String(line).split(' of its own')[0])).toEqual([
      'The app has a route GET /loggers',
      'The app has a route /health/orders',
    ]);
  });

  it("count the app's global prefix in, and routes that are excluded from it", () => {
    expect(start('ops').starts).toEqual(['/loggers/']);
  });
});
