import type { ObservabilityOptions } from 'nestjs-observability';

/** Where the harness takes telemetry. */
export interface SinkAddresses {
  readonly dsn: string;
  readonly otlp: string;
}

/** Our module switched on up to here: its options, and what the process finds in its environment. */
export interface Step {
  readonly title: string;
  readonly options: (dsn: string) => ObservabilityOptions;
  readonly env: (sinks: SinkAddresses) => Record<string, string>;
}

export type OursStep =
  'ours-context' | 'ours-metrics' | 'ours-logs' | 'ours-errors' | 'ours-otlp' | 'ours-sentry';

const nothing = (): Record<string, string> => ({});

/** What `nestjs-observability/register` reads. */
const otlp = ({ otlp: endpoint }: SinkAddresses): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.1',
});

/** The steps; each has what the ones before it have. Health is on in all of them. */
export const OURS: Readonly<Record<OursStep, Step>> = {
  'ours-context': {
    title: 'ours: capture and context',
    options: () => ({ metrics: { enabled: false }, logs: { requests: false } }),
    env: nothing,
  },
  'ours-metrics': {
    title: 'ours: + metrics',
    options: () => ({ logs: { requests: false } }),
    env: nothing,
  },
  'ours-logs': {
    title: 'ours: + access line',
    options: () => ({}),
    env: nothing,
  },
  'ours-errors': {
    title: 'ours: + error tracking',
    options: (dsn) => ({ errors: { dsn }, traces: { exporter: 'none' } }),
    env: nothing,
  },
  'ours-otlp': {
    title: 'ours: all, traces 0.1 by OTLP',
    options: (dsn) => ({ errors: { dsn } }),
    env: otlp,
  },
  'ours-sentry': {
    title: 'ours: all, traces 0.1 by Sentry',
    options: (dsn) => ({ errors: { dsn }, traces: { exporter: 'sentry', sampleRatio: 0.1 } }),
    env: nothing,
  },
};

/** The module's options of a step. */
export function optionsOf(step: string, dsn: string): ObservabilityOptions {
  // The harness starts steps of this table only.
  return OURS[step as OursStep].options(dsn);
}
