import { provideToBundle } from '../core';

// `import 'nestjs-observability/pino-pretty'`: puts the package into the bundle of an app.
provideToBundle('pino-pretty', () => require('pino-pretty'));
