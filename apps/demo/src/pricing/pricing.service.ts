import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { BadGatewayException, BadRequestException, Inject, Injectable } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { ExternalServiceException, Monitored } from 'nestjs-observability';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';

const PRICE_LIVES_MS = 30_000;
const SUPPLIER_LIMIT_MS = 3000;

/** Knows what an item costs: from the cache, else from the supplier. */
@Injectable()
export class PricingService {
  constructor(
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
  ) {}

  @Monitored('pricing.price_of')
  async priceOf(item: string): Promise<number> {
    const key = `price:${item}`;
    const known = await this.cache.get<number>(key);
    if (known !== undefined && known !== null) return known;
    const cents = await this.ask(item);
    await this.cache.set(key, cents, PRICE_LIVES_MS);
    return cents;
  }

  @Monitored('pricing.ask_supplier', { slowThresholdMs: 300 })
  async ask(item: string): Promise<number> {
    const url = `${this.surroundings.supplierUrl}/prices/${encodeURIComponent(item)}`;
    const signal = AbortSignal.timeout(SUPPLIER_LIMIT_MS);
    const response = await fetch(url, { signal }).catch((cause: unknown) => {
      throw new BadGatewayException('The supplier does not answer', { cause });
    });
    if (response.status === 404) throw new BadRequestException(`There is no item "${item}"`);
    if (!response.ok) throw refusal(response.status);
    const { cents } = (await response.json()) as { cents: number };
    return cents;
  }
}

/** A warning, since the shop is not what must be repaired; the client gets 502, the report the status. */
function refusal(responseCode: number): ExternalServiceException {
  const message = `The supplier answered ${responseCode}`;
  return new ExternalServiceException('pricing', message, { responseCode });
}
