import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  Post,
} from '@nestjs/common';
import { Order } from './order.entity';
import { OrdersService } from './orders.service';

interface PlaceOrder {
  readonly item?: unknown;
  readonly quantity?: unknown;
}

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  place(@Body() { item, quantity = 1 }: PlaceOrder): Promise<Order> {
    if (typeof item !== 'string' || !Number.isInteger(quantity) || Number(quantity) < 1) {
      throw new BadRequestException('An order is { "item": "tea", "quantity": 2 }');
    }
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
