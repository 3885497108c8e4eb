import { Catch, Controller, Get, Injectable, Module, Scope, UseFilters } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { APP_FILTER, ApplicationConfig, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { filtersOfApp } from './app-filters';

abstract class SilentFilter implements ExceptionFilter {
  catch(): void {}
}

@Catch()
class OfController extends SilentFilter {}

@Catch()
class OfMethod extends SilentFilter {}

@Catch()
class OfBaseMethod extends SilentFilter {}

@Catch()
class Global extends SilentFilter {}

@Catch()
@Injectable({ scope: Scope.REQUEST })
class GlobalOfRequest extends SilentFilter {}

const instance = new OfMethod();

abstract class BaseController {
  @Get('base')
  @UseFilters(OfBaseMethod)
  base(): void {}
}

@Controller()
@UseFilters(OfController)
class ShopController extends BaseController {
  @Get('class')
  @UseFilters(OfMethod)
  byClass(): void {}

  @Get('instance')
  @UseFilters(instance)
  byInstance(): void {}

  @Get('none')
  none(): void {}
}

@Controller()
class PlainController {}

@Module({
  imports: [DiscoveryModule],
  controllers: [ShopController, PlainController],
  providers: [
    { provide: APP_FILTER, useClass: Global },
    { provide: APP_FILTER, useClass: GlobalOfRequest },
  ],
})
class ShopModule {}

describe('the filters of an app', () => {
  let found: unknown[];

  beforeAll(async () => {
    const app = await Test.createTestingModule({ imports: [ShopModule] }).compile();
    found = filtersOfApp(app.get(ApplicationConfig), app.get(DiscoveryService));
    await app.close();
  });

  it.each([
    ['those of controllers', OfController],
    ['those of single routes', OfMethod],
    ['those that are instances', instance],
    ['those of inherited routes', OfBaseMethod],
    ['global ones that are made for each request', GlobalOfRequest],
  ])('are %s', (_kind, filter) => {
    expect(found).toContain(filter);
  });

  it('are global ones', () => {
    expect(found).toContainEqual(expect.any(Global));
  });
});
