/** One metric, as users meet it. Everything that names a metric reads it from such a definition. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** What is counted or measured: a base unit (`seconds`, `bytes`, `ratio`) or things in the plural. */
  readonly unit: string;
  readonly labels: readonly string[];
  /** Upper bounds, of histograms only. */
  readonly buckets?: readonly number[];
  /** How the numbers of several processes become one. @default 'sum' */
  readonly aggregation?: Aggregation;
}

/** `first` is for facts that are the same everywhere. */
export type Aggregation = 'sum' | 'max' | 'min' | 'average' | 'first';

/** OpenTelemetry, semantic conventions for HTTP metrics: http.server.request.duration. */
export const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;

/** OpenTelemetry, semantic conventions for database metrics: db.client.operation.duration. */
export const CLIENT_DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] as const;

/** Powers of ten; a summary could not be added up across processes. */
export const SIZE_BUCKETS = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;
