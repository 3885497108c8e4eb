import { Body, Controller, Get, Inject, Logger, Module, Param, Post } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { trace } from '@opentelemetry/api';
import * as SentryNest from '@sentry/nestjs';
import { ErrorTracker, ObservabilityModule } from 'nestjs-observability';
import type { HealthIndicator, ObservabilityOptions } from 'nestjs-observability';
import type { Batch } from '../security/corpus/cargo';

const CARGO = Symbol('cargo');

/** Tells all that it carries, by every way that an app has to tell something. */
@Controller()
class CargoController {
  private readonly logger = new Logger('Cargo');
  private refusals = 0;

  constructor(
    private readonly tracker: ErrorTracker,
    @Inject(CARGO) private readonly batches: readonly Batch[],
  ) {}

  @Post('unload/:index')
  unload(@Param('index') index: string, @Body() _body: unknown): never {
    const batch = this.batches[Number(index)];
    if (!batch) throw new Error(`no batch ${index}`);
    this.log(batch);
    this.track(batch);
    this.trace(batch);
    throw new Error(batch.message, { cause: new Error(batch.texts[0]) });
  }

  /** Fails, each time with other words, so that each of its requests is reported. */
  @Get('a')
  refuse(): never {
    this.refusals += 1;
    throw new Error(`no tea, ${this.refusals}`);
  }

  private log({ message, texts, values }: Batch): void {
    this.logger.log(message);
    this.logger.warn({ texts });
    this.logger.warn({ values });
  }

  private track({ name, message, texts, values }: Batch): void {
    SentryNest.addBreadcrumb({ message, data: { texts } });
    this.tracker.capture(new Error(name), { level: 'warning', context: { texts, values } });
  }

  private trace({ message, texts }: Batch): void {
    const span = trace.getActiveSpan();
    span?.setAttributes(Object.fromEntries(texts.map((text, i) => [`app.text.${i}`, text])));
    span?.addEvent(message, { 'app.texts': [...texts] });
  }
}

@Module({ controllers: [CargoController] })
class CargoModule {
  static with(options: ObservabilityOptions, batches: readonly Batch[]): DynamicModule {
    const health = { indicators: batches.map(checkOf) };
    return {
      module: CargoModule,
      imports: [ObservabilityModule.forRoot({ ...options, health })],
      providers: [{ provide: CARGO, useValue: batches }],
    };
  }
}

function checkOf({ message, texts }: Batch, index: number): HealthIndicator {
  const details = Object.fromEntries(texts.map((text, i) => [`text_${i}`, text]));
  return {
    name: `cargo-${index}`,
    critical: false,
    check: async () => ({ status: 'degraded', message, details }),
  };
}

/** Not listening yet. */
export function createCargoApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
  batches: readonly Batch[],
): Promise<INestApplication> {
  return NestFactory.create(CargoModule.with(options, batches), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
}
