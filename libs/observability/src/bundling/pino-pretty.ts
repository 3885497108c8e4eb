import { providePackage } from '../core';

// `import 'nestjs-observability/pino-pretty'`: puts the package into the bundle of an app.
providePackage('pino-pretty', () => require('pino-pretty'));
