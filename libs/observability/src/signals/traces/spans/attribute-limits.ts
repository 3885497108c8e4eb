import { textFromEnv } from '../../../core';
import type { Environment } from '../../../core';

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits */
const LIMITS = [
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
];

/** Whether a limit is set for attributes, which the SDK's spans keep and lean ones do not. */
export function limitsAttributes(env: Environment): boolean {
  return LIMITS.some((name) => textFromEnv(env, name) !== undefined);
}
