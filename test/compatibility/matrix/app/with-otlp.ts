// The library's types together with those of OpenTelemetry.
import 'nestjs-observability/otlp';
import type { ObservabilityOptions } from 'nestjs-observability';

export const options: ObservabilityOptions = {
  traces: { endpoint: 'http://collector:4318/v1/traces' },
};
