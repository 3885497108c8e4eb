import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Work } from './work';

/** What each variant serves: a tiny answer, a parameter, a body, an error, and three calls. */
@Controller()
export class ShopController {
  constructor(private readonly work: Work) {}

  @Get('hello')
  hello(): string {
    return 'hello';
  }

  @Get('users/:id')
  user(@Param('id') id: string): object {
    return { id, name: 'Ada', roles: ['admin'] };
  }

  @Post('orders')
  order(@Body() order: { readonly item: string; readonly quantity: number }): object {
    return { id: 7, item: order.item, quantity: order.quantity };
  }

  @Get('fail')
  fail(): never {
    throw new Error('the printer is on fire');
  }

  @Get('monitored')
  async monitored(): Promise<object> {
    const amount = this.work.price('tea');
    const reserved = await this.work.reserve('tea', 2);
    const { paid } = await this.work.pay(amount);
    return { reserved, paid };
  }
}
