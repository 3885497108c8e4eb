import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Inject,
  Param,
  ParseIntPipe,
  Post,
} from '@nestjs/common';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';
import { Order } from './order.entity';
import { OrdersService } from './orders.service';

interface PlaceOrder {
  readonly item?: unknown;
  readonly quantity?: unknown;
  readonly customer?: unknown;
}

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
  ) {}

  @Post()
  place(@Body() { item, quantity = 1, customer = 'walk-in' }: PlaceOrder): Promise<Order> {
    if (typeof item !== 'string' || !Number.isInteger(quantity) || Number(quantity) < 1) {
      throw new BadRequestException('An order is { "item": "tea", "quantity": 2 }');
    }
    this.surroundings.customers.seen(String(customer));
    return this.orders.place(item, Number(quantity));
  }

  @Get()
  latest(): Promise<Order[]> {
    return this.orders.latest();
  }

  @Get(':id')
  find(@Param('id', ParseIntPipe) id: number): Promise<Order> {
    return this.orders.find(id);
  }
}
