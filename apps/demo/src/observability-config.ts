import type { BusinessRoute, LogsOptions, ObservabilityOptions } from 'nestjs-observability';
import type { Surroundings } from './surroundings/surroundings';

/** What requests mean to the business; counted in `business_events_total`. */
const BUSINESS_ROUTES: readonly BusinessRoute[] = [
  { event: 'page_view', method: 'GET', status: 200 },
  { event: 'product_page_view', method: 'GET', route: '/prices/:item', status: 200 },
  { event: 'checkout_page_view', method: 'POST', route: '/orders', status: 201 },
  { event: 'api_request' },
  { event: 'api_error', status: [400, 599] },
];

/** Errors go into a rotating file besides, where somebody names one: LOG_FILE=/tmp/shop.log. */
function logFile(path: string | undefined): LogsOptions['destinations'] {
  if (!path) return {};
  return {
    console: { type: 'console' },
    errors: { type: 'file', path, level: 'error', format: 'json' },
  };
}

/** All observability options of the shop. What is not here has a default that fits. */
export function observabilityOptions(surroundings: Surroundings): ObservabilityOptions {
  const { supplierUrl, customers } = surroundings;
  return {
    service: { name: 'demo-shop' },
    monitored: { slowThresholdMs: 500 },
    metrics: { businessRoutes: BUSINESS_ROUTES, activeUsers: () => customers.count() },
    logs: {
      format: process.stdout.isTTY ? 'pretty' : 'json',
      redactKeys: ['deliveryAddress'],
      // A logger of the shop's own; `@InjectLogger('faults')` gets it.
      loggers: { faults: { level: 'info' } },
      destinations: logFile(process.env['LOG_FILE']),
    },
    health: {
      // Database, cache and queue are found in the container.
      externalServices: [{ name: 'pricing', url: `${supplierUrl}/status` }],
    },
  };
}
