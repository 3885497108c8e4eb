import { pathMatcher, rules, trustRule } from '../../core';
import type { PathMatcher, Problems, Trust } from '../../core';

/** Which traces are recorded, and where they are sent. */
export interface TracesOptions {
  /**
   * The back end: `otlp` for any that takes OTLP over HTTP as protobuf, `sentry` for the DSN of `errors`.
   * @default 'otlp' where an endpoint is known, else 'sentry' where a DSN is, else 'none'
   */
  exporter?: 'otlp' | 'sentry' | 'none';
  /**
   * The whole address of the collector, `http://collector:4318/v1/traces`.
   * @default OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, else OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces
   */
  endpoint?: string;
  /**
   * Part of the traces that is recorded where the caller did not decide, 0 to 1.
   * @default with Sentry SENTRY_TRACES_SAMPLE_RATE; else OTEL_TRACES_SAMPLER, else 1, with Sentry 0.1
   */
  sampleRatio?: number;
  /**
   * Traces that callers can make the app record beyond that part, a second. Of n callers in t seconds at most
   * `sampleRatio · n + maxForcedPerSecond · (t + 10)` are recorded. @default 10
   */
  maxForcedPerSecond?: number;
  /**
   * Whose `traceparent` is believed. That of others is linked and logged, and decides nothing.
   * @default 'everybody'
   */
  trust?: Trust;
  /**
   * Paths of requests that get no span, besides the library's own addresses; a `*` at the end stands
   * for any rest. @default static files: /static/*, /assets/*, /favicon.ico, /robots.txt
   */
  ignore?: readonly PathMatcher[];
}

/** The options with the back end decided; what is still open is the environment's. */
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

/** Sentry as the back end needs its address. @param options all options, checked or not */
export function checkTraces(options: unknown, problems: Problems): void {
  const { traces, errors } = (options ?? {}) as Record<string, { [key: string]: unknown } | null>;
  if (traces?.['exporter'] !== 'sentry' || errors?.['dsn'] !== undefined) return;
  problems.add('traces.exporter', 'is "sentry", which needs a DSN: set errors.dsn or SENTRY_DSN.');
}

/** What decides on the back end where no option does. */
export interface TracesDefaults {
  readonly dsn?: string;
  /** Whether the environment says that no traces are to be sent. */
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
