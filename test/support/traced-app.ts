import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { NestFactory } from '@nestjs/core';
import { propagation, trace } from '@opentelemetry/api';
import * as SentryNest from '@sentry/nestjs';
import { currentContext, Monitored, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from './log-recorder';
import { listen } from './platforms';

@Injectable()
class PricesService {
  @Monitored()
  async priceOf(item: string): Promise<number> {
    await Promise.resolve();
    return item.length;
  }
}

@Injectable()
class OrdersService {
  constructor(private readonly prices: PricesService) {}

  @Monitored()
  async find(id: string): Promise<object> {
    return { id, price: await this.prices.priceOf(id) };
  }

  @Monitored()
  fail(): never {
    throw new RangeError('refused with password=hunter2');
  }
}

/** A request of each kind that a trace can tell of. */
@Controller('orders')
class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get('ids')
  ids(): object | undefined {
    return currentContext()?.asParent();
  }

  @Get('baggage')
  baggage(): object {
    const entry = propagation.getActiveBaggage()?.getEntry('tenant');
    return { tenant: entry?.value, ...currentContext()?.asParent() };
  }

  @Get('own')
  own(): Promise<object> {
    return trace.getTracer('app').startActiveSpan('own work', async (span) => {
      const found = await this.orders.find('tea');
      span.end();
      return found;
    });
  }

  @Get('sentry')
  async bySentry(): Promise<object> {
    const inactive = SentryNest.startInactiveSpan({ name: 'inactive' });
    const orphan = SentryNest.startSpan({ name: 'orphan', parentSpan: null }, () => 'done');
    SentryNest.startSpanManual({ name: 'manual' }, (_span, finish) => finish());
    SentryNest.suppressTracing(() => SentryNest.startSpan({ name: 'unseen' }, () => undefined));
    inactive.end();
    await SentryNest.startSpan({ name: 'failing' }, () => Promise.reject(new Error('no'))).catch(
      () => orphan,
    );
    return SentryNest.startSpan({ name: 'pack', op: 'task', attributes: { boxes: 2 } }, (span) => {
      SentryNest.captureMessage('packing');
      const isActive = SentryNest.getActiveSpan() === span;
      return this.orders.find(String(isActive));
    });
  }

  @Get('broken')
  broken(): never {
    return this.orders.fail();
  }

  @Get(':id')
  find(@Param('id') id: string): Promise<object> {
    return this.orders.find(id);
  }
}

@Module({ controllers: [OrdersController], providers: [OrdersService, PricesService] })
class TracedModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: TracedModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}

/** An app whose requests are traced, listening. */
export interface TracedApp {
  readonly app: INestApplication;
  readonly base: string;
  readonly logs: LogRecorder;
}

/** Opens it on the platform. */
export async function openTracedApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
): Promise<TracedApp> {
  const logs = new LogRecorder();
  const module = TracedModule.with({ logs: { level: 'debug', destination: logs }, ...options });
  const app = await NestFactory.create(module, adapter, { logger: false, abortOnError: false });
  return { app, base: await listen(app), logs };
}
