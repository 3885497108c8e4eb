import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ActiveCustomersService } from '../customers/active-customers.service';
import { Order } from './order.entity';
import { OrdersService } from './orders.service';
import { PlaceOrderDto } from './place-order.dto';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly customers: ActiveCustomersService,
  ) {}

  @Post()
  place(@Body() { item, quantity, customer }: PlaceOrderDto): Promise<Order> {
    this.customers.seen(customer);
    return this.orders.place(item, quantity);
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
