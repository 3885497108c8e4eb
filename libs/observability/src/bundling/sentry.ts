import { provideToBundle } from '../core';

// `import 'nestjs-observability/sentry'`: puts Sentry's SDK into the bundle of an app.
provideToBundle('@sentry/nestjs', () => require('@sentry/nestjs'));
provideToBundle('@sentry/core', () => require('@sentry/core'));
