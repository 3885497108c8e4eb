import { wordsFromEnv } from '../../../core';
import type { Environment } from '../../../core';

/** A format of context between services that is supported: W3C Trace Context and W3C Baggage. */
export type Propagator = 'tracecontext' | 'baggage';

const DEFAULT = ['tracecontext', 'baggage'] as const;

/**
 * The formats in which context is passed on: OTEL_PROPAGATORS. With `none` in the list there are none.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export function propagatorsFrom(env: Environment): readonly Propagator[] {
  const remedy = 'Only these are used; for others, register your own tracer provider.';
  const listed =
    wordsFromEnv(env, 'OTEL_PROPAGATORS', [...DEFAULT, 'none'] as const, remedy) ?? DEFAULT;
  return listed.includes('none') ? [] : listed.filter((one) => one !== 'none');
}
