import { Controller, Get, Post } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { routesOf } from './redaction.feature';

@Controller({ path: ['reset', 'v1/reset'], version: '1' })
class ResetController {
  @Get(':token')
  show(): void {}

  @Post(['/', ':token/confirm'])
  confirm(): void {}

  helper(): void {}
}

@Controller()
class RootController {
  @Get()
  home(): void {}
}

describe('the routes that the redactor knows', () => {
  it('are those of all controllers, whatever their prefixes and versions', () => {
    const wrappers = [ResetController, RootController, undefined].map((metatype) => ({ metatype }));
    // All that is used of the service.
    const discovery = { getControllers: () => wrappers } as unknown as DiscoveryService;

    expect(routesOf(discovery)).toEqual([
      '/reset/:token',
      '/reset/',
      '/reset/:token/confirm',
      '/v1/reset/:token',
      '/v1/reset/',
      '/v1/reset/:token/confirm',
      '/',
    ]);
  });
});
