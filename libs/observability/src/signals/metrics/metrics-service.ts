import type { MetricDefinition } from '../../core';
import type { BusinessCounts } from './recorders/business-counts';
import { Counter, Gauge, Histogram } from './tables/custom-metrics';
import type { MetricsRegistry } from './registry/metrics.registry';
import type { Misuse } from './tables/misuse';

/** A metric of the app. */
export interface MetricOptions {
  /** Letters, digits and `_`; a counter ends in `_total`, a unit comes before it (`_seconds`). */
  readonly name: string;
  /** What it measures, as a sentence. */
  readonly help: string;
  /** The names of its labels; each should have few values. @default none */
  readonly labels?: readonly string[];
  /** @default what the name ends in */
  readonly unit?: string;
}

/** A histogram of the app. */
export interface HistogramOptions extends MetricOptions {
  /** Upper bounds, ascending. @default `metrics.durationBuckets`, seconds from 0.005 to 10 */
  readonly buckets?: readonly number[];
}

/**
 * Creates the app's own metrics, which are cheaper and safer than prom-client's: a call never throws
 * into business code, ignores NaN, and label values beyond the limit are counted together. Create
 * them once, in a constructor.
 */
export class MetricsService {
  constructor(
    private readonly registry: MetricsRegistry,
    private readonly business: BusinessCounts,
    private readonly misuse: Misuse,
  ) {}

  /** @throws InvalidMetricError if the name or a label is invalid, or the name is used by another kind of metric */
  counter(options: MetricOptions): Counter {
    return new Counter(this.registry.declareNumbers(definitionOf('counter', options)), this.misuse);
  }

  /** @throws InvalidMetricError if the name or a label is invalid, or the name is used by another kind of metric */
  gauge(options: MetricOptions): Gauge {
    return new Gauge(this.registry.declareNumbers(definitionOf('gauge', options)), this.misuse);
  }

  /** @throws InvalidMetricError if the name, a label or the buckets are invalid, or the name is used by another kind of metric */
  histogram(options: HistogramOptions): Histogram {
    const definition = definitionOf('histogram', options);
    return new Histogram(this.registry.declareHistogram(definition), this.misuse);
  }

  /**
   * Counts a business event in `business_events_total{event}`, and what it was worth in
   * `business_event_value_total{event,unit}`: the number of sales and their value are two metrics.
   * @param value 0 or more; if omitted, only the event is counted
   * @param labels `unit`: a currency (`EUR`), pieces, ...; no other label is allowed. @default no unit
   */
  track(event: string, value?: number, labels?: { readonly unit?: string }): void {
    this.business.track(event, value, labels);
  }

  /** Counts a registration in `user_registrations_total{method}`: `email`, `google`, ... */
  trackRegistration(method: string): void {
    this.business.trackRegistration(method);
  }
}

function definitionOf(
  type: MetricDefinition['type'],
  { labels = [], unit = '', ...rest }: HistogramOptions,
): MetricDefinition {
  return { ...rest, type, labels, unit };
}
