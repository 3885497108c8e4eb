import { numberOf, textOf } from './environment';
import type { Environment } from './environment';
import { always, never, parentBased, ratio } from './head-sampler';
import type { HeadSampler } from './head-sampler';
import { warnOnce } from '../warn';

const KINDS: Readonly<Record<string, (part: () => number) => HeadSampler>> = {
  always_on: () => always,
  always_off: () => never,
  traceidratio: (part) => ratio(part()),
  parentbased_always_on: () => parentBased(always),
  parentbased_always_off: () => parentBased(never),
  parentbased_traceidratio: (part) => parentBased(ratio(part())),
};

/**
 * The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG ask for. Wrong values are warned
 * of and not used, as OpenTelemetry's specification wants it.
 * @param fallback part of the traces that is recorded where nothing is asked for, 0 to 1
 */
export function samplerFrom(env: Environment, fallback: number): HeadSampler {
  const kind = textOf(env, 'OTEL_TRACES_SAMPLER');
  if (kind === undefined) return parentBased(ratio(fallback));
  const make = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (make) return make(() => argumentOf(env));
  warnOnce(
    `OTEL_TRACES_SAMPLER is "${kind}"; it must be one of ${Object.keys(KINDS).join(', ')}. ` +
      'The default is taken instead.',
  );
  return parentBased(ratio(fallback));
}

function argumentOf(env: Environment): number {
  return numberOf(env, 'OTEL_TRACES_SAMPLER_ARG', { min: 0, max: 1, fallback: 1 });
}
