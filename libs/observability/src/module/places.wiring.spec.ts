import { Controller, Get, Logger, Post } from '@nestjs/common';
import type { ApplicationConfig, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { Losses } from '../core';
import { EndpointTable } from '../endpoints';
import { PlacesWiring } from './places.wiring';
import { resolveOptions } from './resolve-options';

@Controller()
class OwnController {
  @Get('health/orders')
  orders(): void {}

  @Post('loggers')
  change(): void {}
}

function start(prefix = ''): EndpointTable {
  const endpoints = ['/health', '/loggers', '/ops/health'];
  const table = new EndpointTable(
    endpoints.map((path) => ({ path, hasParts: true, answer })),
    new Losses(),
  );
  const httpAdapter = { getType: () => 'express', getInstance: () => ({}) };
  const discovery = { getControllers: () => [{ metatype: OwnController }] };
  // All that is asked of Nest.
  new PlacesWiring(
    table,
    { httpAdapter } as unknown as HttpAdapterHost,
    discovery as unknown as DiscoveryService,
    { getGlobalPrefix: () => prefix } as ApplicationConfig,
    resolveOptions({}, {}),
  ).yieldToApp();
  return table;
}

function answer(): never {
  throw new Error('nobody asks');
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
        'The app has a route /health/orders of its own, which is kept; the library answers nothing ' +
          'below /health/ any more. Set endpoints.paths to serve its pages at another path.',
      ],
    ]);
  });

  it("count the app's global prefix in, and routes that are excluded from it", () => {
    expect(start('ops').starts).toEqual(['/loggers/']);
  });
});
