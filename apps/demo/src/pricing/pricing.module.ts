import KeyvRedis from '@keyv/redis';
import { CacheModule } from '@nestjs/cache-manager';
import type { CacheOptions } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';
import { PricesController } from './prices.controller';
import { PricingService } from './pricing.service';

const CONNECT_LIMIT_MS = 1000;

@Module({
  imports: [
    CacheModule.registerAsync({
      inject: [SURROUNDINGS],
      useFactory: ({ redisUrl }: Surroundings): CacheOptions =>
        redisUrl ? { stores: [redisStore(redisUrl)] } : {},
    }),
  ],
  controllers: [PricesController],
  providers: [PricingService],
  exports: [PricingService],
})
export class PricingModule {}

/** A cache that is down must not delay requests: it fails at once, and the price is requested. */
function redisStore(url: string): KeyvRedis<unknown> {
  return new KeyvRedis(
    {
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: 500 },
    },
    { throwOnConnectError: false, throwOnErrors: false },
  );
}
