import type { MetricDefinition } from '../../core';
import { addMeasurement } from './measured.metadata';
import { requireMethod } from './monitored.decorator';
import { placeStandIn } from './stand-in';

/** What `@Timed` and `@Counted` take besides the name of the metric. */
export interface MeasuredOptions {
  /** Labels with fixed values. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What the metric measures. @default a sentence with the name of the method */
  readonly help?: string;
}

/** What `@Timed` takes besides. */
export interface TimedOptions extends MeasuredOptions {
  /** Upper bounds in seconds, ascending. @default `metrics.durationBuckets` */
  readonly buckets?: readonly number[];
}

/**
 * Times a method: a histogram in seconds with the given labels and `outcome` (ok, error, aborted).
 * It gives a metric only; `@Monitored` gives all signals.
 *
 * @param name of the metric; it ends in `_seconds`
 * @throws NotAMethodError on anything but a method
 * @example `@Timed('invoice_render_seconds', { labels: { kind: 'pdf' } })`
 */
export function Timed(name: string, options: TimedOptions = {}): MethodDecorator {
  return measure(
    'Timed',
    { name, type: 'histogram', unit: 'seconds', ...bucketsOf(options) },
    options,
  );
}

/**
 * Counts the finished calls of a method, with the given labels and `outcome` (ok, error, aborted).
 *
 * @param name of the metric; it ends in `_total`
 * @throws NotAMethodError on anything but a method
 * @example `@Counted('invoices_total', { labels: { kind: 'pdf' } })`
 */
export function Counted(name: string, options: MeasuredOptions = {}): MethodDecorator {
  return measure('Counted', { name, type: 'counter', unit: 'calls' }, options);
}

function bucketsOf({ buckets }: TimedOptions): Pick<MetricDefinition, 'buckets'> {
  return buckets ? { buckets } : {};
}

function measure(
  decorator: string,
  metric: Omit<MetricDefinition, 'help' | 'labels'>,
  { labels = {}, help }: MeasuredOptions,
): MethodDecorator {
  return (target, property, descriptor) => {
    const method = requireMethod(decorator, target, property, descriptor);
    const definition = {
      ...metric,
      help: help ?? `Recorded by @${decorator} on ${target.constructor.name}.${method}.`,
      labels: [...Object.keys(labels), 'outcome'],
    };
    addMeasurement(target, method, { definition, labels: Object.values(labels).map(String) });
    placeStandIn(target, method, descriptor);
  };
}
