import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { BadGatewayException, BadRequestException, Inject, Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type { Cache } from 'cache-manager';
import { ExternalServiceException, Monitored } from 'nestjs-observability';

const PRICE_LIVES_MS = 30_000;
const SUPPLIER_LIMIT_MS = 3000;

/** Returns what an item costs: from the cache, else from the supplier. */
@Injectable()
export class PricingService {
  /** How many calls of the supplier have failed since the last one that succeeded. */
  failuresInARow = 0;
  private readonly supplierUrl: string;

  constructor(
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
    config: ConfigService,
  ) {
    this.supplierUrl = config.getOrThrow('PRICES_URL');
  }

  @Monitored('pricing.price_of')
  async priceOf(item: string): Promise<number> {
    const key = `price:${item}`;
    const known = await this.cache.get<number>(key);
    if (known !== undefined && known !== null) return known;
    const cents = await this.fetchPrice(item);
    await this.cache.set(key, cents, PRICE_LIVES_MS);
    return cents;
  }

  @Monitored('pricing.fetch_price', { slowThresholdMs: 300 })
  async fetchPrice(item: string): Promise<number> {
    const response = await this.callSupplier(item).catch((error: unknown) => {
      this.failuresInARow += 1;
      throw error;
    });
    this.failuresInARow = 0;
    if (response.status === 404) throw new BadRequestException(`There is no item "${item}"`);
    const { cents } = (await response.json()) as { cents: number };
    return cents;
  }

  private async callSupplier(item: string): Promise<Response> {
    const url = `${this.supplierUrl}/prices/${encodeURIComponent(item)}`;
    const signal = AbortSignal.timeout(SUPPLIER_LIMIT_MS);
    const response = await fetch(url, { signal }).catch((cause: unknown) => {
      throw new BadGatewayException('The supplier does not answer', { cause });
    });
    if (!response.ok && response.status !== 404) throw refusal(response.status);
    return response;
  }
}

/** A warning, since the fault is not the shop's; the client gets 502, the report the status. */
function refusal(responseCode: number): ExternalServiceException {
  const message = `The supplier answered ${responseCode}`;
  return new ExternalServiceException('pricing', message, { responseCode });
}
