import { Controller, Get, Param } from '@nestjs/common';
import { PricingService } from './pricing.service';

@Controller('prices')
export class PricesController {
  constructor(private readonly pricing: PricingService) {}

  /** The price of an item, without an order. */
  @Get(':item')
  async price(@Param('item') item: string): Promise<{ item: string; cents: number }> {
    return { item, cents: await this.pricing.priceOf(item) };
  }
}
