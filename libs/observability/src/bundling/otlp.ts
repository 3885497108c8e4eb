import { provideToBundle } from '../core';

// `import 'nestjs-observability/otlp'`: puts OpenTelemetry's SDK into the bundle of an app.
provideToBundle('@opentelemetry/otlp-transformer', () =>
  require('@opentelemetry/otlp-transformer'),
);
provideToBundle('@opentelemetry/sdk-trace', () => require('@opentelemetry/sdk-trace'));
provideToBundle('@opentelemetry/resources', () => require('@opentelemetry/resources'));
provideToBundle('@opentelemetry/core', () => require('@opentelemetry/core'));
