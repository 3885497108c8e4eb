import { NotFoundException } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getRepositoryToken } from '@nestjs/typeorm';
import { getToken } from '@willsoto/nestjs-prometheus';
import { MetricsRegistry, ObservabilityModule } from 'nestjs-observability';
import { PricingService } from '../pricing/pricing.service';
import { ReceiptsService } from '../receipts/receipts.service';
import { Order } from './order.entity';
import { OrdersService } from './orders.service';

const CENTS = 450;

describe('OrdersService', () => {
  const requested: number[] = [];
  let orders: OrdersService;
  let metrics: MetricsRegistry;

  beforeEach(async () => {
    requested.length = 0;
    const repository = {
      save: async (order: Partial<Order>) => ({ ...order, id: 7 }),
      findOneBy: async () => null,
    };
    const module = await Test.createTestingModule({
      imports: [ObservabilityModule.forRoot({ logs: { destination: { write: () => undefined } } })],
      providers: [
        OrdersService,
        { provide: getRepositoryToken(Order), useValue: repository },
        { provide: getToken('orders_placed_total'), useValue: { inc: () => undefined } },
        { provide: PricingService, useValue: { priceOf: async () => CENTS } },
        {
          provide: ReceiptsService,
          useValue: { request: async (id: number) => void requested.push(id) },
        },
      ],
    }).compile();
    await module.init();
    orders = module.get(OrdersService);
    metrics = module.get(MetricsRegistry);
  });

  it('places an order for the price of its items, and requests a receipt', async () => {
    const order = await orders.place('tea', 2);

    expect(order).toMatchObject({ id: 7, item: 'tea', quantity: 2, totalCents: 2 * CENTS });
    expect(requested).toEqual([7]);
  });

  it('counts the order and its value as a business event', async () => {
    await orders.place('tea', 2);

    const exposition = (await metrics.exposition()).toString();
    expect(exposition).toContain('business_events_total{event="order_placed"} 1\n');
    expect(exposition).toContain('business_event_value_total{event="order_placed",unit="EUR"} 9\n');
  });

  it('has no order that was never placed', async () => {
    await expect(orders.find(1)).rejects.toThrow(NotFoundException);
  });
});
