import type { Environment } from '../../core';
import { timeoutFrom } from './otlp-target';
import type { OtlpTarget } from './otlp-target';

const DSN = /^(https?):\/\/([^:@/]+)(?::[^@/]*)?@([^/]+)(\/.+)?\/(\d+)$/;

/**
 * Sentry takes spans by OTLP beside its own protocol, in batches across traces; a transaction of
 * its own protocol is an HTTP request for each trace. The variables for a collector's headers and
 * certificates are not for Sentry: they may hold another service's secret.
 */
export function sentryTarget(dsn: string, env: Environment): OtlpTarget | undefined {
  const match = DSN.exec(dsn);
  if (!match) return undefined;
  const [, protocol = '', key = '', host = '', path = '', project = ''] = match;
  const auth = `Sentry sentry_version=7, sentry_key=${key}, sentry_client=nestjs-observability`;
  return {
    url: new URL(`${protocol}://${host}${path}/api/${project}/integration/otlp/v1/traces/`),
    headers: { 'x-sentry-auth': auth },
    timeoutMs: timeoutFrom(env),
    isCompressed: false,
    mayLackIntake: true,
    tls: {},
  };
}
