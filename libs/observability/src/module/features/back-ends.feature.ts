import { Drops, EventQuota, Redactor } from '../../core';
import type { ResolvedOptions } from '../options/resolve-options';
import { BACK_ENDS, OPTIONS, SENTRY } from '../options/tokens';
import { startSentry } from './start-sentry';
import type { Sentry } from './start-sentry';
import type { Feature } from './feature';
import { TracesWiring } from './traces-wiring';

interface BackEnds {
  readonly sentry: Sentry | undefined;
  readonly traces: TracesWiring;
}

/** Sentry and the OTLP exporter: started with the first providers, so that errors of all others are reported. */
export const backEndsFeature: Feature = {
  name: 'back ends',
  providers: [
    {
      provide: BACK_ENDS,
      inject: [OPTIONS, Redactor, EventQuota, Drops],
      useFactory: startBackEnds,
    },
    { provide: SENTRY, inject: [BACK_ENDS], useFactory: ({ sentry }: BackEnds) => sentry },
    { provide: TracesWiring, inject: [BACK_ENDS], useFactory: ({ traces }: BackEnds) => traces },
  ],
  flush: (get, limitMs) => get(TracesWiring).end(limitMs),
};

/** Sentry first: a client of the app's own decides whether spans go to Sentry by default. */
function startBackEnds(
  options: ResolvedOptions,
  redactor: Redactor,
  quota: EventQuota,
  drops: Drops,
): BackEnds {
  const sentry = startSentry(options, redactor, quota);
  return { sentry, traces: new TracesWiring(options, drops, redactor) };
}
