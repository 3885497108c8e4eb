import { numberOf, textOf } from './environment';
import type { Environment } from './environment';
import { following, independent } from './head-sampler';
import type { Sampling } from './head-sampler';
import { warnOnce } from '../warn';

const KINDS: Readonly<Record<string, (part: () => number) => Sampling>> = {
  always_on: () => independent(1),
  always_off: () => independent(0),
  traceidratio: (part) => independent(part()),
  parentbased_always_on: () => following(1),
  parentbased_always_off: () => following(0),
  parentbased_traceidratio: (part) => following(part()),
};

/**
 * The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG ask for. Wrong values are warned
 * of and not used, as OpenTelemetry's specification wants it.
 * @param fallback part of the traces that is recorded where nothing is asked for, 0 to 1
 */
export function samplerFrom(env: Environment, fallback: number): Sampling {
  const kind = textOf(env, 'OTEL_TRACES_SAMPLER');
  if (kind === undefined) return following(fallback);
  const make = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (make) return make(() => argumentOf(env));
  warnOnce(
    `OTEL_TRACES_SAMPLER is "${kind}"; it must be one of ${Object.keys(KINDS).join(', ')}. ` +
      'The default is taken instead.',
  );
  return following(fallback);
}

function argumentOf(env: Environment): number {
  return numberOf(env, 'OTEL_TRACES_SAMPLER_ARG', { min: 0, max: 1, fallback: 1 });
}
