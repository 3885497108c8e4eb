import { providePackage } from '../core';

// `import 'nestjs-observability/sentry'`: puts Sentry's SDK into the bundle of an app.
providePackage('@sentry/nestjs', () => require('@sentry/nestjs'));
providePackage('@sentry/core', () => require('@sentry/core'));
