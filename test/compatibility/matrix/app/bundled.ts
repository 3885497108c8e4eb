// The app as it is written for a bundle, and run without one: these imports may stay.
void (async () => {
  if (process.env['SENTRY_DSN']) await import('nestjs-observability/sentry');
  if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) await import('nestjs-observability/otlp');
  await import('./app.js');
})();
