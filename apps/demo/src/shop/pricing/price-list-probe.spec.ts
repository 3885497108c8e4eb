import { indicatorContract } from 'nestjs-observability/testing';
import { PriceListProbe } from './price-list-probe';
import type { PricingService } from './pricing.service';

function probe(failuresInARow: number): PriceListProbe {
  return new PriceListProbe({ failuresInARow } as PricingService);
}

describe('PriceListProbe', () => {
  indicatorContract(() => probe(0));

  it.each([
    [0, 'healthy'],
    [2, 'healthy'],
    [3, 'degraded'],
  ])('after %i failures in a row is %s', async (failures, status) => {
    expect(await probe(failures).check()).toMatchObject({
      status,
      details: { failures_in_a_row: failures },
    });
  });
});
