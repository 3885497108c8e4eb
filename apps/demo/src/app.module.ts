import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { DatabaseModule } from './database.module';
import { FaultsModule } from './faults/faults.module';
import { observabilityOptions } from './observability-config';
import { OrdersModule } from './orders/orders.module';
import { SURROUNDINGS } from './surroundings/surroundings';
import type { Surroundings } from './surroundings/surroundings';
import { TrafficModule } from './traffic/traffic.module';

@Global()
@Module({
  imports: [DatabaseModule, FaultsModule, OrdersModule, TrafficModule],
})
export class AppModule {
  /** The shop, in the surroundings that were started for it. */
  static in(
    surroundings: Surroundings,
    options: ObservabilityOptions = observabilityOptions(surroundings),
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [ObservabilityModule.forRoot(options)],
      providers: [{ provide: SURROUNDINGS, useValue: surroundings }],
      exports: [SURROUNDINGS],
    };
  }
}
