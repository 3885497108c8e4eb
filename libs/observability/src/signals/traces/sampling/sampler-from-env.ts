import { optionalNumberFromEnv, numberFromEnv, wordFromEnv } from '../../../core';
import type { Environment } from '../../../core';
import { following, independent } from './head-sampler';
import type { Sampling } from './head-sampler';

const KINDS: Readonly<Record<string, (part: () => number) => Sampling>> = {
  always_on: () => independent(1),
  always_off: () => independent(0),
  traceidratio: (part) => independent(part()),
  parentbased_always_on: () => following(1),
  parentbased_always_off: () => following(0),
  parentbased_traceidratio: (part) => following(part()),
};

/**
 * The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG configure. Invalid values are
 * ignored with a warning, as OpenTelemetry's specification requires.
 * @param fallback part of the traces that is recorded where neither is set, 0 to 1
 */
export function samplerFrom(env: Environment, fallback: number): Sampling {
  const kind = wordFromEnv(
    env,
    'OTEL_TRACES_SAMPLER',
    Object.keys(KINDS),
    'Using the default instead.',
  );
  const make = kind === undefined ? undefined : KINDS[kind];
  return make ? make(() => argumentOf(env)) : following(fallback);
}

/** The ratio that Sentry's own SDKs read, for spans that go to Sentry; an invalid one causes a warning. */
export function sentryRatio(env: Environment): number | undefined {
  const remedy = 'It is ignored.';
  return optionalNumberFromEnv(env, 'SENTRY_TRACES_SAMPLE_RATE', { min: 0, max: 1, remedy });
}

function argumentOf(env: Environment): number {
  return numberFromEnv(env, 'OTEL_TRACES_SAMPLER_ARG', { min: 0, max: 1, fallback: 1 });
}
