import { Controller, Get, Injectable, Logger, Module, Param } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import {
  BusinessMetrics,
  EventLogger,
  Logged,
  Loggers,
  Monitored,
  ObservabilityModule,
} from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

/** A service that logs in every way that the library knows. */
@Injectable()
export class TeaService {
  private readonly logger = new Logger(TeaService.name);

  constructor(
    private readonly loggers: Loggers,
    private readonly events: EventLogger,
    private readonly business: BusinessMetrics,
  ) {}

  @Monitored()
  brew(kind: string): string {
    this.logger.debug(`water for ${kind}`);
    this.loggers.get('kitchen').debug({ kind }, 'kettle on');
    return kind;
  }

  @Logged({ logger: 'performance' })
  pour(cups: number, _spout: string): number {
    return cups;
  }

  @Logged()
  spill(): never {
    throw new TypeError('no cup');
  }

  sell(): void {
    this.business.trackPurchase('ada', 3.5, 'EUR');
    this.events.performance('tea.sell', 1.5);
    this.events.security('till_opened', 'high', { password: 'hunter2' });
  }
}

@Controller('tea')
class TeaController {
  constructor(private readonly tea: TeaService) {}

  @Get('ok')
  ok(): string {
    return this.tea.brew('green');
  }

  @Get('broken/:kind')
  broken(@Param('kind') kind: string): never {
    this.tea.brew(kind);
    throw new Error('pot broken');
  }

  @Get('slow')
  async slow(): Promise<string> {
    this.tea.brew('oolong');
    await new Promise((resolve) => setTimeout(resolve, 120));
    return 'late';
  }

  @Get('logged')
  logged(): string {
    this.tea.pour(2, 'hunter2');
    try {
      return this.tea.spill();
    } catch {
      return 'wiped up';
    }
  }

  @Get('sold')
  sold(): string {
    this.tea.sell();
    return 'thanks';
  }
}

@Module({ controllers: [TeaController], providers: [TeaService] })
class TeaModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: TeaModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}

/** Makes the app, not yet listening. */
export function createLoggingApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
): Promise<INestApplication> {
  return NestFactory.create(TeaModule.with(options), adapter);
}
