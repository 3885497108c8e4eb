import { Module, ValidationPipe } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_PIPE } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import { CustomersModule } from './customers/customers.module';
import { DatabaseModule } from './database.module';
import { OrdersModule } from './orders/orders.module';
import { ShopObservability } from './shop-observability';

/** The shop. It reads DATABASE_URL, PRICES_URL, QUEUE_URL and, where there is a shared cache, REDIS_URL. */
@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    ObservabilityModule.forRootAsync({ imports: [CustomersModule], useClass: ShopObservability }),
    DatabaseModule,
    OrdersModule,
  ],
  providers: [{ provide: APP_PIPE, useValue: new ValidationPipe({ transform: true }) }],
})
export class ShopModule {}
