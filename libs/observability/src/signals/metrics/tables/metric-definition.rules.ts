import { ObservabilityError } from '../../../core';
import type { MetricDefinition } from '../../../core';

/** A metric of the app has a definition that Prometheus would reject. */
export class InvalidMetricError extends ObservabilityError {
  readonly code = 'METRICS_INVALID_METRIC';

  static for(name: string, mistakes: readonly string[]): InvalidMetricError {
    return new InvalidMetricError(
      `The metric "${name}" cannot be created: ${mistakes.join('; ')}. ` +
        'See https://prometheus.io/docs/practices/naming/.',
    );
  }
}

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const RESERVED = new Set(['le', 'quantile', '__proto__', 'constructor', 'prototype']);

/** @throws InvalidMetricError with a list of all mistakes */
export function requireValid(definition: MetricDefinition): void {
  const { name, help, labels, buckets } = definition;
  const mistakes = [
    ...mistakesOfName(definition),
    ...(typeof help === 'string' ? [] : ['its help must be a text']),
    ...mistakesOfLabels(labels),
    ...(buckets && !isAscending(buckets)
      ? ['its buckets must be numbers, each above the one before']
      : []),
  ];
  if (mistakes.length > 0) throw InvalidMetricError.for(name, mistakes);
}

/** @throws InvalidMetricError if the name is used by another kind of metric */
export function requireSame(known: MetricDefinition, wanted: MetricDefinition): void {
  const isSame = known.type === wanted.type && known.labels.join() === wanted.labels.join();
  if (isSame) return;
  throw InvalidMetricError.for(wanted.name, [
    `it is ${shapeOf(known)} already and cannot be ${shapeOf(wanted)} as well`,
  ]);
}

function shapeOf({ type, labels }: MetricDefinition): string {
  return `a ${type} with the labels [${labels.join(', ')}]`;
}

function mistakesOfName({ name, type }: MetricDefinition): string[] {
  if (typeof name !== 'string' || !METRIC_NAME.test(name)) {
    return ['its name must be letters, digits, "_" and ":", and not begin with a digit'];
  }
  const isWrongEnd = type === 'histogram' && /_(bucket|sum|count|total)$/.test(name);
  return isWrongEnd ? ['the name of a histogram must not end as its own samples do'] : [];
}

function mistakesOfLabels(labels: readonly string[]): string[] {
  if (!Array.isArray(labels)) return ['its labels must be a list of names'];
  const isTwice = new Set(labels).size < labels.length;
  return [...labels.flatMap(mistakesOfLabel), ...(isTwice ? ['a label is named twice'] : [])];
}

/** What is wrong with the name of a label. */
export function mistakesOfLabel(label: unknown): string[] {
  const isText = typeof label === 'string';
  if (isText && (RESERVED.has(label) || label.startsWith('__'))) {
    return [`the label "${label}" is reserved`];
  }
  return isText && LABEL_NAME.test(label)
    ? []
    : [`the label "${String(label)}" must be letters, digits and "_", and not begin with a digit`];
}

function isAscending(bounds: readonly number[]): boolean {
  return (
    Array.isArray(bounds) &&
    bounds.length > 0 &&
    bounds.every(
      (bound, i) => Number.isFinite(bound) && (i === 0 || bound > (bounds[i - 1] ?? Infinity)),
    )
  );
}
