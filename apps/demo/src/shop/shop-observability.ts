import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type {
  BusinessRoute,
  LogsOptions,
  ObservabilityOptions,
  ObservabilityOptionsFactory,
} from 'nestjs-observability';
import { ActiveCustomersService } from './customers/active-customers.service';

/** What requests mean to the business; counted in `business_events_total`. */
const BUSINESS_ROUTES: readonly BusinessRoute[] = [
  { event: 'page_view', method: 'GET', status: 200 },
  { event: 'product_page_view', method: 'GET', route: '/prices/:item', status: 200 },
  { event: 'checkout_page_view', method: 'POST', route: '/orders', status: 201 },
  { event: 'api_request' },
  { event: 'api_error', status: [400, 599] },
];

/** All observability options of the shop. Everything else has a default that fits. */
@Injectable()
export class ShopObservability implements ObservabilityOptionsFactory {
  constructor(
    private readonly config: ConfigService,
    private readonly customers: ActiveCustomersService,
  ) {}

  createObservabilityOptions(): ObservabilityOptions {
    return {
      service: { name: 'demo-shop' },
      monitored: { slowThresholdMs: 500 },
      metrics: { businessRoutes: BUSINESS_ROUTES, activeUsers: () => this.customers.count() },
      logs: {
        format: process.stdout.isTTY ? 'pretty' : 'json',
        redactKeys: ['deliveryAddress'],
        destinations: logFile(this.config.get('LOG_FILE')),
      },
      health: {
        // Database, cache and queue are found in the container.
        externalServices: [
          { name: 'pricing', url: `${this.config.getOrThrow<string>('PRICES_URL')}/status` },
        ],
      },
    };
  }
}

/** Errors go into a rotating file as well, if LOG_FILE names one: LOG_FILE=/tmp/shop.log. */
function logFile(path: string | undefined): LogsOptions['destinations'] {
  if (!path) return {};
  return {
    console: { type: 'console' },
    errors: { type: 'file', path, level: 'error', format: 'json' },
  };
}
