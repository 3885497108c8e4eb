/** A sampled request or call of a bucket: it leads from a graph to a trace. */
export interface Exemplar {
  /** `trace_id` and `span_id`, as OpenMetrics calls them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

/** Where an exemplar comes from: the context of sampled work. */
export interface Traced {
  readonly traceId: string;
  readonly spanId: string;
}

export function exemplarOf({ traceId, spanId }: Traced, value: number): Exemplar {
  const labels = { trace_id: traceId, span_id: spanId };
  return { labels, value, timestamp: Date.now() / 1000 };
}
