import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { MetricsService, ObservabilityModule } from 'nestjs-observability';
import type { Counter, Gauge, Histogram, ObservabilityOptions } from 'nestjs-observability';

function refuse(): never {
  throw new Error('do not touch');
}

const angry = new Proxy({}, { ownKeys: refuse, get: refuse, getOwnPropertyDescriptor: refuse });

interface Metrics {
  readonly service: MetricsService;
  readonly orders: Counter;
  readonly stock: Gauge;
  readonly weight: Histogram;
}

/**
 * The ways in which the app misuses its metrics, each a route `/till/<name>`. What TypeScript
 * would refuse comes from JavaScript, or from a body that nobody has checked.
 */
export const MISTAKES: Readonly<Record<string, (metrics: Metrics) => void>> = {
  'unknown-label': ({ orders }) => orders.add(1, { colour: 'red' }),
  'negative-counter': ({ orders }) => orders.add(-1),
  'not-a-number': ({ stock }) => stock.set(Number.NaN),
  infinite: ({ weight }) => weight.record(Infinity),
  'a-text': ({ orders }) => orders.add('7' as never),
  'a-symbol': ({ orders }) => orders.add(1, { shop: Symbol('shop') as never }),
  'an-angry-object': ({ orders }) => orders.add(1, { shop: { toString: refuse } as never }),
  'angry-labels': ({ orders }) => orders.add(1, angry),
  'proto-label': ({ orders }) => orders.add(1, JSON.parse('{"__proto__":{"polluted":1}}') as never),
  'no-labels': ({ orders }) => orders.add(1, 'paris' as never),
  'a-bad-event': ({ service }) => service.track('sale', Number.NaN, { unit: 'EUR' }),
  'an-angry-event': ({ service }) => service.track('sale', 1, angry),
};

@Injectable()
class Till {
  private readonly metrics: Metrics;

  constructor(service: MetricsService) {
    this.metrics = {
      service,
      orders: service.counter({ name: 'orders_total', help: 'Orders.', labels: ['shop'] }),
      stock: service.gauge({ name: 'stock', help: 'Stock.' }),
      weight: service.histogram({ name: 'weight_kilograms', help: 'Weight.', buckets: [1] }),
    };
  }

  make(mistake: string): void {
    MISTAKES[mistake]?.(this.metrics);
  }
}

@Controller('till')
class TillController {
  constructor(private readonly till: Till) {}

  @Get(':mistake')
  make(@Param('mistake') mistake: string): { readonly made: string } {
    this.till.make(mistake);
    return { made: mistake };
  }
}

@Module({})
class TillModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return {
      module: TillModule,
      imports: [ObservabilityModule.forRoot(options)],
      controllers: [TillController],
      providers: [Till],
    };
  }
}

/** Makes the app that misuses its metrics. */
export function createMisuseApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
): Promise<INestApplication> {
  return NestFactory.create(TillModule.with(options), adapter, { bufferLogs: true });
}
