import { providePackage } from '../core';

// `import 'nestjs-observability/otlp'`: puts OpenTelemetry's SDK into the bundle of an app.
providePackage('@opentelemetry/otlp-transformer', () => require('@opentelemetry/otlp-transformer'));
providePackage('@opentelemetry/sdk-trace', () => require('@opentelemetry/sdk-trace'));
providePackage('@opentelemetry/resources', () => require('@opentelemetry/resources'));
providePackage('@opentelemetry/core', () => require('@opentelemetry/core'));
