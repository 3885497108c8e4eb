import { providePackage } from '../core';

// `import 'nestjs-observability/nodemailer'`: puts the package into the bundle of an app.
providePackage('nodemailer', () => require('nodemailer'));
