import KeyvRedis from '@keyv/redis';
import { CacheModule } from '@nestjs/cache-manager';
import type { CacheOptions } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { PriceListProbe } from './price-list-probe';
import { PricesController } from './prices.controller';
import { PricingService } from './pricing.service';

const CONNECT_LIMIT_MS = 1000;
const PING_EVERY_MS = 2000;

@Module({
  imports: [
    CacheModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService): CacheOptions => {
        const url = config.get<string>('REDIS_URL');
        return url ? { stores: [redisStore(url)] } : {};
      },
    }),
  ],
  controllers: [PricesController],
  providers: [PricingService, PriceListProbe],
  exports: [PricingService],
})
export class PricingModule {}

/** A cache that is down must not delay requests: it fails at once, and the supplier is called. */
function redisStore(url: string): KeyvRedis<unknown> {
  return new KeyvRedis(
    {
      url,
      disableOfflineQueue: true,
      // A connection that was lost in silence is replaced after three pings without an answer.
      pingInterval: PING_EVERY_MS,
      socket: {
        connectTimeout: CONNECT_LIMIT_MS,
        socketTimeout: 3 * PING_EVERY_MS,
        reconnectStrategy: 500,
      },
    },
    { throwOnConnectError: false, throwOnErrors: false },
  );
}
