import type { ObservabilityOptions } from 'nestjs-observability';
import type { Surroundings } from './surroundings/surroundings';

/** All observability options of the shop. What is not here has a default that fits. */
export function observabilityOptions({ supplierUrl }: Surroundings): ObservabilityOptions {
  return {
    service: { name: 'demo-shop' },
    monitored: { slowThresholdMs: 500 },
    logs: { format: process.stdout.isTTY ? 'pretty' : 'json', redactKeys: ['deliveryAddress'] },
    health: {
      // Database, cache and queue are found in the container.
      externalServices: [{ name: 'pricing', url: `${supplierUrl}/status` }],
    },
  };
}
