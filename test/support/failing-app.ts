import {
  Body,
  Controller,
  Get,
  HttpCode,
  Injectable,
  InternalServerErrorException,
  Logger,
  Module,
  NotFoundException,
  Param,
  Post,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import * as SentryNest from '@sentry/nestjs';
import { SentryGlobalFilter } from '@sentry/nestjs/setup';
import {
  BusinessLogicException,
  ErrorTracker,
  ExternalServiceException,
  Monitored,
  ObservabilityModule,
} from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

/** Thrown by every request that asks for it. */
export const SHARED = new Error('one object for all');

/** Whatever can be thrown, by the name of its route. */
export const THROWN: Readonly<Record<string, () => unknown>> = {
  error: () => new TypeError('an error'),
  frozen: () => Object.freeze(new Error('a frozen error')),
  text: () => 'a text',
  number: () => 42,
  null: () => null,
  undefined: () => undefined,
  object: () => ({ code: 7, reason: 'a plain object' }),
  shared: () => SHARED,
};

@Injectable()
class Stock {
  private readonly logger = new Logger(Stock.name);

  /** Passes a monitored method and the log, and comes out wrapped. */
  @Monitored()
  reserve(): never {
    try {
      throw new Error('stock is down');
    } catch (cause) {
      this.logger.error(cause);
      throw new InternalServerErrorException('no stock', { cause });
    }
  }
}

/** Each route fails in a way of its own. */
@Controller('fails')
class FailingController {
  private readonly logger = new Logger(FailingController.name);

  constructor(
    private readonly stock: Stock,
    private readonly tracker: ErrorTracker,
    private readonly adapters: HttpAdapterHost,
  ) {}

  @Get('thrown/:kind')
  thrown(@Param('kind') kind: string): never {
    throw THROWN[kind]?.();
  }

  @Get('everywhere')
  everywhere(): never {
    return this.stock.reserve();
  }

  @Get('logged')
  logged(): string {
    this.logger.log('before it failed');
    this.logger.error(new Error('logged and swallowed'));
    return 'fine';
  }

  @Get('told')
  told(): never {
    const error = new Error('text and stack are logged');
    this.logger.error(error.message, error.stack);
    throw error;
  }

  @Get('late')
  late(@Res() response: unknown): never {
    this.adapters.httpAdapter.reply(response, 'early', 200);
    throw new Error('after the answer');
  }

  @Get('missing')
  missing(): never {
    this.logger.error(new NotFoundException('nothing here'));
    throw new NotFoundException('nothing here');
  }

  @Get('captured')
  captured(): never {
    const error = new Error('captured by hand');
    this.tracker.capture(error, { context: { order: 7 } });
    throw error;
  }

  @Get('by-sentry')
  bySentry(): never {
    const error = new Error('captured by Sentry itself');
    SentryNest.captureException(error);
    throw error;
  }

  @Get('filtered/:kind')
  @UseFilters(SentryGlobalFilter)
  filtered(@Param('kind') kind: string): never {
    throw THROWN[kind]?.();
  }

  @Get('told-and-filtered')
  @UseFilters(SentryGlobalFilter)
  toldAndFiltered(): never {
    const error = new Error('told to both');
    this.tracker.capture(error);
    throw error;
  }

  @Get('captured-cause')
  capturedCause(): never {
    const cause = new Error('captured by Sentry itself');
    SentryNest.captureException(cause);
    throw new InternalServerErrorException('wrapped', { cause });
  }

  @Get('own-captures/:id')
  ownCaptures(): string {
    this.logger.log('before it was captured');
    SentryNest.captureException(new Error('by hand'), { tags: { mine: 'yes' } });
    SentryNest.captureMessage('a word');
    return 'fine';
  }

  @Get('business')
  business(): never {
    throw new BusinessLogicException('more was sold than there is', {
      context: { item: 'tea', password: 'hunter2' },
      fingerprint: ['oversold'],
      level: 'fatal',
    });
  }

  @Get('service')
  service(): never {
    throw new ExternalServiceException('payments', 'declined', { responseCode: 503 });
  }

  @Get('tracked')
  tracked(): string {
    this.tracker.trackBusinessError('insufficient_stock', { item: 'tea' });
    this.tracker.trackPerformanceIssue('checkout', 2.5);
    this.tracker.trackPerformanceIssue('checkout', 0.5);
    return 'fine';
  }

  @Post('order')
  @HttpCode(201)
  order(@Body() body: object): never {
    this.logger.log(`taking an order of ${Object.keys(body).length} fields`);
    throw new Error('cannot take it');
  }

  @Get('who/:name')
  async who(@Param('name') name: string): Promise<never> {
    this.logger.log(`asked by ${name}`);
    SentryNest.setTag('asked_by', name);
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error(`failed for ${name}`);
  }
}

@Module({ controllers: [FailingController], providers: [Stock] })
class FailingModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: FailingModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}

/** An app whose every route fails. */
export function createFailingApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
): Promise<INestApplication> {
  return NestFactory.create(FailingModule.with(options), adapter);
}
