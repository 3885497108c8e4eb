import { numberFromEnv } from '../../../core';
import type { Environment } from '../../../core';

/** How much one span of the SDK keeps. */
export interface SpanLimits {
  readonly attributeCountLimit: number;
  readonly attributeValueLengthLimit: number;
  readonly eventCountLimit: number;
  readonly linkCountLimit: number;
  readonly attributePerEventCountLimit: number;
  readonly attributePerLinkCountLimit: number;
}

const COUNT = { min: 0, max: 1_000_000, fallback: 128 };
const LENGTH = { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: Number.POSITIVE_INFINITY };

/**
 * The limits of spans: OpenTelemetry's variables and defaults. Older SDKs read the variables themselves;
 * `@opentelemetry/sdk-trace` leaves that to its caller.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#span-limits
 */
export function spanLimits(env: Environment): SpanLimits {
  const count = (name: string, fallback = COUNT.fallback): number =>
    numberFromEnv(env, name, { ...COUNT, fallback });
  const length = (name: string, fallback = LENGTH.fallback): number =>
    numberFromEnv(env, name, { ...LENGTH, fallback });
  return {
    attributeCountLimit: count(
      'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
      count('OTEL_ATTRIBUTE_COUNT_LIMIT'),
    ),
    attributeValueLengthLimit: length(
      'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
      length('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'),
    ),
    eventCountLimit: count('OTEL_SPAN_EVENT_COUNT_LIMIT'),
    linkCountLimit: count('OTEL_SPAN_LINK_COUNT_LIMIT'),
    attributePerEventCountLimit: count('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'),
    attributePerLinkCountLimit: count('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'),
  };
}
