import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { CustomersModule } from '../customers/customers.module';
import { PricingModule } from '../pricing/pricing.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { Order } from './order.entity';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';

@Module({
  imports: [TypeOrmModule.forFeature([Order]), CustomersModule, PricingModule, ReceiptsModule],
  controllers: [OrdersController],
  providers: [
    OrdersService,
    makeCounterProvider({
      name: 'orders_placed_total',
      help: 'Orders placed, by item.',
      labelNames: ['item'],
    }),
  ],
})
export class OrdersModule {}
