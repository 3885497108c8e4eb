import { rules } from '../../core';
import type { Problems } from '../../core';

/** Which traces are recorded, and where they are sent. */
export interface TracesOptions {
  /**
   * The back end: any that takes OpenTelemetry's protocol, or Sentry by the DSN of `errors`.
   * @default 'otlp' where an endpoint is known, else 'none'
   */
  exporter?: 'otlp' | 'sentry' | 'none';
  /**
   * The whole address of the collector, `http://collector:4318/v1/traces`.
   * @default OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, else OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces
   */
  endpoint?: string;
  /**
   * Part of the traces that is recorded where the caller did not decide, 0 to 1.
   * @default OTEL_TRACES_SAMPLER, else 1, with Sentry 0.1
   */
  sampleRatio?: number;
}

/** The options with the back end decided; what is still open is the environment's. */
export interface ResolvedTracesOptions extends TracesOptions {
  exporter: NonNullable<TracesOptions['exporter']>;
}

export const TRACES_RULES = rules.section<TracesOptions>({
  exporter: rules.oneOf('otlp', 'sentry', 'none'),
  endpoint: rules.httpUrl,
  sampleRatio: rules.number({ min: 0, max: 1 }),
});

/** Sentry as the back end needs its address. @param options all options, checked or not */
export function checkTraces(options: unknown, problems: Problems): void {
  const { traces, errors } = (options ?? {}) as Record<string, { [key: string]: unknown } | null>;
  if (traces?.['exporter'] !== 'sentry' || errors?.['dsn'] !== undefined) return;
  problems.add('traces.exporter', 'is "sentry", which needs a DSN: set errors.dsn or SENTRY_DSN.');
}

export function resolveTraces(traces: TracesOptions = {}): ResolvedTracesOptions {
  return { ...traces, exporter: traces.exporter ?? (traces.endpoint ? 'otlp' : 'none') };
}
