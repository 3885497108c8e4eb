import { Controller, Get, Param } from '@nestjs/common';
import { PricingService } from './pricing.service';

@Controller('prices')
export class PricesController {
  constructor(private readonly pricing: PricingService) {}

  /** What an item costs, for whoever looks before they buy. */
  @Get(':item')
  async price(@Param('item') item: string): Promise<{ item: string; cents: number }> {
    return { item, cents: await this.pricing.priceOf(item) };
  }
}
