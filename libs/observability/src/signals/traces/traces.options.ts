import { pathMatcher, rules, trustRule } from '../../core';
import type { PathMatcher, Problems, Trust } from '../../core';

/** Which traces are recorded, and where they are exported. */
export interface TracesOptions {
  /**
   * The back end: `otlp` for any that takes OTLP over HTTP as protobuf, `sentry` for the DSN of `errors`.
   * @default 'otlp' if an endpoint is configured, else 'sentry' if a DSN is, else 'none'
   */
  exporter?: 'otlp' | 'sentry' | 'none';
  /**
   * The full URL of the collector, `http://collector:4318/v1/traces`.
   * @default OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, else OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces
   */
  endpoint?: string;
  /**
   * The fraction of traces that is recorded if the caller did not decide, 0 to 1.
   * @default with Sentry SENTRY_TRACES_SAMPLE_RATE; else OTEL_TRACES_SAMPLER, else 1, with Sentry 0.1
   */
  sampleRatio?: number;
  /**
   * How many traces per second callers can force beyond that fraction. Of n callers in t seconds at most
   * `sampleRatio · n + maxForcedPerSecond · (t + 10)` are recorded. @default 10
   */
  maxForcedPerSecond?: number;
  /**
   * The callers whose `traceparent` is trusted. That of others is linked and logged, and decides nothing.
   * @default 'everybody'
   */
  trust?: Trust;
  /**
   * Paths of requests that get no span, besides the library's own endpoints; `*` at the end matches
   * any rest. @default static files: /static/*, /assets/*, /favicon.ico, /robots.txt
   */
  ignore?: readonly PathMatcher[];
}

/** The options with a resolved back end; undefined ones are read from the environment. */
export interface ResolvedTracesOptions extends TracesOptions {
  trust: Trust;
  exporter: NonNullable<TracesOptions['exporter']>;
  /** Whether Sentry is the back end because of its DSN alone: then tracing is never a reason to warn or to stop. */
  isImplied: boolean;
  ignore: readonly PathMatcher[];
}

const STATIC_FILES = ['/static/*', '/assets/*', '/favicon.ico', '/robots.txt'];

export const TRACES_RULES = rules.section<TracesOptions>({
  exporter: rules.oneOf('otlp', 'sentry', 'none'),
  endpoint: rules.httpUrl,
  sampleRatio: rules.number({ min: 0, max: 1 }),
  maxForcedPerSecond: rules.number({ min: 0, max: 1_000_000 }),
  trust: trustRule,
  ignore: rules.listOf(pathMatcher),
});

/** Sentry as the back end needs a DSN. @param options all options, checked or not */
export function checkTraces(options: unknown, problems: Problems): void {
  const { traces, errors } = (options ?? {}) as Record<string, { [key: string]: unknown } | null>;
  if (traces?.['exporter'] !== 'sentry' || errors?.['dsn'] !== undefined) return;
  problems.add('traces.exporter', 'is "sentry", which needs a DSN: set errors.dsn or SENTRY_DSN.');
}

/** What decides on the back end if no option does. */
export interface TracesDefaults {
  readonly dsn?: string;
  /** Whether the environment disables traces. */
  readonly isOff?: boolean;
}

export function resolveTraces(
  traces: TracesOptions = {},
  { dsn, isOff = false }: TracesDefaults = {},
): ResolvedTracesOptions {
  const { ignore = STATIC_FILES, endpoint, trust = 'everybody' } = traces;
  const isImplied =
    traces.exporter === undefined && endpoint === undefined && dsn !== undefined && !isOff;
  const byDefault = isImplied ? 'sentry' : 'none';
  const exporter = traces.exporter ?? (endpoint ? 'otlp' : byDefault);
  return { ...traces, exporter, isImplied, ignore, trust };
}
