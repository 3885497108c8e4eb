import { Injectable } from '@nestjs/common';
import { HealthProbe } from 'nestjs-observability';
import type { Finding } from 'nestjs-observability';
import { PricingService } from './pricing.service';

const MAX_FAILURES = 3;

/** A check of the shop's own: whether customers still get prices, whatever the supplier's status page says. */
@Injectable()
@HealthProbe({ isDependency: true })
export class PriceListProbe {
  readonly name = 'price_list';

  constructor(private readonly pricing: PricingService) {}

  async check(): Promise<Finding> {
    const { failuresInARow } = this.pricing;
    const details = { failures_in_a_row: failuresInARow };
    if (failuresInARow < MAX_FAILURES) {
      return { status: 'healthy', message: 'The supplier answers', details };
    }
    const message = `The last ${failuresInARow} calls of the supplier failed`;
    return { status: 'degraded', message, details };
  }
}
