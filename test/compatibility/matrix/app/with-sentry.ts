// The library's types together with those of Sentry's SDK.
import 'nestjs-observability/sentry';
import type { ErrorEvent } from '@sentry/nestjs';
import type { ObservabilityOptions } from 'nestjs-observability';

export const options: ObservabilityOptions = {
  errors: { beforeSend: (event: ErrorEvent) => (event.tags ? event : null) },
};
