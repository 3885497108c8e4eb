import { init } from '@sentry/nestjs';

// The instrument.ts of Sentry's README; the environment says where the sink is.
init({ dsn: process.env['SENTRY_DSN'], tracesSampleRate: 0.1 });
