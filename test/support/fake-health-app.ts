import { Controller, Get, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { FakeIndicator } from 'nestjs-observability/testing';
import { LogRecorder } from './log-recorder';

export const TOKEN = 'correct-horse-battery';
export const BEARER = { authorization: `Bearer ${TOKEN}` };

/** What a stranger must never read. */
export const SECRET_REASON = 'connect ECONNREFUSED 10.0.0.7:5432';

@Controller('health')
class OwnController {
  @Get('app/orders')
  orders(): string {
    return "the app's own";
  }
}

/** Three checks that obey the test; two of them are a group, one gates. */
export class FakeHealthApp {
  readonly logs = new LogRecorder();
  readonly database = new FakeIndicator('database', true);
  readonly cache = new FakeIndicator('cache');
  readonly disk = Object.assign(new FakeIndicator('disk'), { isDependency: false });

  /** @param own whether the app has a route below `/health` */
  module(options: ObservabilityOptions = {}, own = false): DynamicModule {
    const { health, ...others } = options;
    return {
      module: FakeHealthModule,
      controllers: own ? [OwnController] : [],
      imports: [
        ObservabilityModule.forRoot({
          service: { name: 'shop', version: '1.2.3', environment: 'production' },
          logs: { destination: this.logs },
          endpoints: { token: TOKEN },
          metrics: { process: false },
          ...others,
          health: {
            cacheMs: 0,
            fall: 1,
            rise: 1,
            indicators: [this.database, this.cache, this.disk],
            groups: { orders: ['database', 'cache'] },
            ...health,
          },
        }),
      ],
    };
  }

  heal(): void {
    for (const indicator of [this.database, this.cache, this.disk]) indicator.finds('healthy');
    this.logs.clear();
  }
}

@Module({})
class FakeHealthModule {}
