// Types that an app writes without any optional package.
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import * as testing from 'nestjs-observability/testing';

interface OwnEvent {
  readonly type: undefined;
  readonly tags?: Record<string, string>;
}

const options: ObservabilityOptions = { service: { name: 'shop' }, logs: { level: 'debug' } };

export const all = [
  testing,
  ObservabilityModule.forRoot(options),
  ObservabilityModule.forRoot({
    errors: { beforeSend: (event: OwnEvent) => (event.tags ? event : null) },
  }),
  ObservabilityModule.forRootAsync({ useFactory: () => options }),
];
