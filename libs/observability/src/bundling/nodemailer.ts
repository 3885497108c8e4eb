import { provideToBundle } from '../core';

// `import 'nestjs-observability/nodemailer'`: puts the package into the bundle of an app.
provideToBundle('nodemailer', () => require('nodemailer'));
