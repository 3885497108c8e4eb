import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { EventLogger, MetricsService, Monitored } from 'nestjs-observability';
import { Counter } from 'prom-client';
import { Repository } from 'typeorm';
import { PricingService } from '../pricing/pricing.service';
import { ReceiptsService } from '../receipts/receipts.service';
import { Order } from './order.entity';

/** Places and finds orders. Each method is monitored: metric, span, log line, error report. */
@Injectable()
@Monitored()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectMetric('orders_placed_total') private readonly placed: Counter,
    private readonly metrics: MetricsService,
    private readonly events: EventLogger,
    private readonly pricing: PricingService,
    private readonly receipts: ReceiptsService,
  ) {}

  async place(item: string, quantity: number): Promise<Order> {
    const cents = await this.pricing.priceOf(item);
    const order = await this.orders.save({ item, quantity, totalCents: cents * quantity });
    await this.receipts.request(order.id);
    this.placed.inc({ item });
    this.metrics.track('order_placed', order.totalCents / 100, { unit: 'EUR' });
    this.events.business('order_placed', { orderId: order.id, item, quantity });
    return order;
  }

  async find(id: number): Promise<Order> {
    const order = await this.orders.findOneBy({ id });
    if (!order) throw new NotFoundException(`There is no order ${id}`);
    return order;
  }

  latest(): Promise<Order[]> {
    return this.orders.find({ order: { id: 'DESC' }, take: 20 });
  }
}
