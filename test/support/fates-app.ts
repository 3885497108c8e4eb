import {
  ArgumentsHost,
  Body,
  Catch,
  Controller,
  ExceptionFilter,
  ForbiddenException,
  Get,
  HttpException,
  Injectable,
  MiddlewareConsumer,
  Module,
  NestModule,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Res,
  UseFilters,
  UseGuards,
  VersioningType,
} from '@nestjs/common';
import type { CanActivate, DynamicModule, INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

class Teapot extends Error {}

/** The app's own filter: it answers 418 to its own error and hides it from everybody else. */
@Catch(Teapot)
class TeapotFilter implements ExceptionFilter {
  constructor(private readonly adapters: HttpAdapterHost) {}

  catch(_error: Teapot, host: ArgumentsHost): void {
    this.adapters.httpAdapter.reply(host.switchToHttp().getResponse(), { tea: true }, 418);
  }
}

/** Another one: it answers 500 to what it does not expect. */
@Catch()
class OopsFilter implements ExceptionFilter {
  constructor(private readonly adapters: HttpAdapterHost) {}

  catch(_error: unknown, host: ArgumentsHost): void {
    this.adapters.httpAdapter.reply(host.switchToHttp().getResponse(), { oops: true }, 500);
  }
}

/** A request can end in many ways; each has a route of its own. */
@Controller({ path: 'fates', version: '1' })
export class FatesController {
  constructor(private readonly adapters: HttpAdapterHost) {}

  @Get('ok/:id')
  ok(@Param('id') id: string): object {
    return { id };
  }

  @Post('body')
  body(@Body() body: object): object {
    return body;
  }

  @Get('thrown')
  thrown(): never {
    throw new TypeError('secret is password=hunter2');
  }

  @Get('unavailable')
  unavailable(): never {
    throw new HttpException('later', 503);
  }

  @Get('refused')
  @UseGuards(Nobody)
  refused(): string {
    return 'never';
  }

  @Get('pipe/:id')
  pipe(@Param('id', ParseIntPipe) id: number): object {
    return { id };
  }

  @Get('filtered')
  @UseFilters(TeapotFilter)
  filtered(): never {
    throw new Teapot('own');
  }

  @Get('oops')
  @UseFilters(OopsFilter)
  oops(): never {
    throw new RangeError('hidden by a filter');
  }

  @Get('middleware')
  middleware(): string {
    return 'never';
  }

  @Get('answered')
  answered(@Res() response: unknown): never {
    this.adapters.httpAdapter.reply(response, 'early', 200);
    throw new Error('after the answer');
  }

  @Get('late')
  async late(): Promise<never> {
    await new Promise((resolve) => setTimeout(resolve, 150));
    throw new NotFoundException();
  }

  @Get('slow')
  async slow(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return 'late';
  }
}

@Module({ controllers: [FatesController] })
class FatesModule implements NestModule {
  static with(options?: ObservabilityOptions): DynamicModule {
    return { module: FatesModule, imports: [ObservabilityModule.forRoot(options)] };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, _response: unknown, _next: () => void) => {
        throw new Error('in middleware');
      })
      .forRoutes('v1/fates/middleware');
  }
}

/** Makes the app; it has a global prefix and versions in its addresses. */
export async function createFatesApp(
  adapter: AbstractHttpAdapter,
  options?: ObservabilityOptions,
): Promise<INestApplication> {
  const app = await NestFactory.create(FatesModule.with(options), adapter);
  app.setGlobalPrefix('api');
  app.enableVersioning({ type: VersioningType.URI });
  return app;
}
