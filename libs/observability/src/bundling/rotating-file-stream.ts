import { provideToBundle } from '../core';

// `import 'nestjs-observability/rotating-file-stream'`: puts the package into the bundle of an app.
provideToBundle('rotating-file-stream', () => require('rotating-file-stream'));
