import { OURS } from './ours-steps';
import type { OursStep, SinkAddresses } from './ours-steps';

/** One way to watch the app, as a process that the harness starts. */
export interface VariantRow {
  readonly name: string;
  /** How tables and charts call it. */
  readonly title: string;
  /** The main file, in this folder, without ending. */
  readonly file: string;
  /** What node --require loads before it: a file in `preload/`, or a package. */
  readonly preload?: string;
  /** How many processes stand for it in a round; two of the same program differ by 15 %. @default 1 */
  readonly processes?: number;
  /** Where it can run. @default both */
  readonly platform?: 'express' | 'fastify';
  readonly env?: (sinks: SinkAddresses) => Record<string, string>;
}

const sentryDsn = ({ dsn }: SinkAddresses): Record<string, string> => ({ SENTRY_DSN: dsn });

/** Ten in a hundred requests, traces only; the process's own attributes instead of cloud look-ups. */
const otelAuto = ({ otlp }: SinkAddresses): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: otlp,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.1',
  OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process',
  OTEL_SERVICE_NAME: 'bench',
});

const OTHERS: readonly VariantRow[] = [
  // All ratios hang on it.
  { name: 'bare', title: 'bare Nest', file: 'bare', processes: 3 },
  { name: 'async-storage', title: 'bare in an AsyncLocalStorage', file: 'async-storage' },
  {
    name: 'prometheus-interceptor',
    title: 'nestjs-prometheus, interceptor',
    file: 'prometheus-interceptor',
  },
  {
    name: 'express-prom-bundle',
    title: 'express-prom-bundle',
    file: 'express-prom-bundle',
    platform: 'express',
  },
  {
    name: 'fastify-metrics',
    title: 'fastify-metrics',
    file: 'fastify-metrics',
    platform: 'fastify',
  },
  { name: 'nestjs-pino', title: 'nestjs-pino', file: 'nestjs-pino' },
  {
    name: 'sentry',
    title: '@sentry/nestjs, traces 0.1',
    file: 'sentry',
    preload: 'sentry',
    env: sentryDsn,
  },
  {
    name: 'by-hand',
    title: 'the four by hand',
    file: 'by-hand',
    preload: 'sentry',
    env: sentryDsn,
  },
  {
    name: 'otel-auto',
    title: 'OpenTelemetry auto, 0.1',
    file: 'otel-auto',
    preload: '@opentelemetry/auto-instrumentations-node/register',
    env: otelAuto,
  },
];

/** All variants, in the order in which they are shown. */
export const VARIANTS: readonly VariantRow[] = [
  ...OTHERS,
  ...Object.entries(OURS).map(([name, { title, env }]): VariantRow => ({
    name,
    title,
    file: 'ours',
    env,
  })),
];

export const QUICK_VARIANTS: readonly string[] = [
  'bare',
  'by-hand',
  'ours-logs' satisfies OursStep,
  'ours-otlp' satisfies OursStep,
];
