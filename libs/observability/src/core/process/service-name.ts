import { pairsFromEnv, textFromEnv } from './environment';
import type { Environment } from './environment';

/** The app's name in OpenTelemetry's variables: OTEL_SERVICE_NAME, else OTEL_RESOURCE_ATTRIBUTES. */
export function serviceName(env: Environment): string | undefined {
  const attributes = pairsFromEnv(env, 'OTEL_RESOURCE_ATTRIBUTES');
  return textFromEnv(env, 'OTEL_SERVICE_NAME') ?? (attributes['service.name'] || undefined);
}
