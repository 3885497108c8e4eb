import type {
  PromClientChild,
  PromClientMetric,
  Recording,
  StartTimer,
} from './prom-client-metric';
import { MetricMisuseError } from '../tables/misuse';
import type { Misuse } from '../tables/misuse';
import { isObject, RECORDINGS } from './prom-client-metric';
import { mistakeOf, NO_NUMBER } from './prom-client-misuse';
import type { Mistake } from './prom-client-misuse';
import { PromClientSeries } from './prom-client-series';
import type { SeriesGuard } from '../tables/series.guard';

const guarded = new WeakMap<PromClientMetric, GuardedMetric>();

/**
 * Keeps a metric of prom-client from throwing into business code and from taking NaN, and bounds its
 * series. It stays the same object; its own methods are replaced. If several apps guard it, misuse is
 * reported to the last one.
 */
export function guardPromClient(
  metric: PromClientMetric,
  misuse: Misuse,
  guard: SeriesGuard,
): void {
  const known = guarded.get(metric);
  if (known) known.belongTo(misuse, guard);
  else guarded.set(metric, new GuardedMetric(metric, misuse, guard));
}

class GuardedMetric {
  private series: PromClientSeries;

  constructor(
    private readonly metric: PromClientMetric,
    private misuse: Misuse,
    guard: SeriesGuard,
  ) {
    this.series = new PromClientSeries(metric, guard);
    const { startTimer, labels } = metric;
    for (const name of RECORDINGS) {
      const record = metric[name];
      if (record) metric[name] = this.recording(record);
    }
    if (startTimer) metric.startTimer = this.timer(startTimer.bind(metric));
    if (labels) metric.labels = (...values) => this.child(labels, values);
  }

  belongTo(misuse: Misuse, guard: SeriesGuard): void {
    this.misuse = misuse;
    this.series = new PromClientSeries(this.metric, guard);
  }

  private recording(record: Recording): Recording {
    return this.metric.enableExemplars ? this.inOne(record) : this.inTwo(record);
  }

  private inTwo(record: Recording): Recording {
    const { metric } = this;
    return (labels, value) => {
      let mistake: Mistake;
      try {
        if (isNumber(isObject(labels) ? value : labels)) {
          return record.call(metric, this.series.admit(labels), value);
        }
        mistake = NO_NUMBER;
      } catch (error) {
        mistake = mistakeOf(error, labels);
      }
      return this.report(mistake);
    };
  }

  /** With exemplars, labels and value are in one object. */
  private inOne(record: Recording): Recording {
    const { metric } = this;
    return (given) => {
      let mistake: Mistake;
      try {
        const { labels, value } = (isObject(given) ? given : {}) as Given;
        const admitted = this.series.admit(labels);
        const changed = admitted === labels ? given : { ...(given as Given), labels: admitted };
        if (isNumber(value)) return record.call(metric, changed);
        mistake = NO_NUMBER;
      } catch (error) {
        mistake = mistakeOf(error, given);
      }
      return this.report(mistake);
    };
  }

  /** The end of a timer records through the guarded methods; reading labels can still fail. */
  private timer(start: StartTimer): StartTimer {
    return (labels, exemplarLabels) => {
      const spare = secondsTimer();
      const end = start(labels, exemplarLabels);
      return (endLabels, endExemplarLabels) => {
        try {
          return end(endLabels, endExemplarLabels);
        } catch (error) {
          if (error instanceof MetricMisuseError) throw error;
          this.report(mistakeOf(error, endLabels ?? labels));
          return spare();
        }
      };
    };
  }

  private child(make: NonNullable<PromClientMetric['labels']>, values: unknown[]): PromClientChild {
    const { metric } = this;
    let child: PromClientChild;
    try {
      child = make.apply(metric, values);
    } catch (error) {
      this.report(mistakeOf(error, values));
      return inertChild(metric);
    }
    if (child.startTimer) child.startTimer = this.timer(child.startTimer);
    // The children of histograms and summaries do not call the guarded method.
    if (child.observe) child.observe = this.observing(labelsFrom(metric, values));
    return child;
  }

  private observing(labels: unknown): Recording {
    const { metric } = this;
    return (value) =>
      metric.enableExemplars
        ? metric.observe?.({ labels, value })
        : metric.observe?.(labels, value);
  }

  private report({ reason, text }: Mistake): undefined {
    this.misuse.report(this.metric.name, reason, text);
  }
}

interface Given {
  readonly labels?: unknown;
  readonly value?: unknown;
}

/** Accepts what prom-client converts to a number: nothing means 1, and `dec` takes a text of digits. */
function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  if (value === undefined) return true;
  return value !== '' && typeof value !== 'symbol' && !Number.isNaN(Number(value));
}

/** Reads the arguments of `labels()` as prom-client does. */
function labelsFrom({ labelNames }: PromClientMetric, values: readonly unknown[]): unknown {
  if (typeof values[0] === 'object') return values[0];
  const labels: Record<string, unknown> = {};
  for (let i = 0; i < labelNames.length; i += 1) labels[labelNames[i]!] = values[i];
  return labels;
}

const MS_PER_SECOND = 1000;

/** Replaces a child whose labels are wrong: it accepts every call and records nothing. */
export function inertChild(metric: PromClientMetric): PromClientChild {
  const names = [...RECORDINGS, 'setToCurrentTime'] as const;
  const methods = names.filter((name) => metric[name]).map((name) => [name, nothing] as const);
  const timers = metric.startTimer ? { startTimer: secondsTimer } : {};
  return { ...Object.fromEntries(methods), ...timers };
}

/** Measures time in seconds, as the timers of prom-client do, without recording it. */
export function secondsTimer(): () => number {
  const begun = performance.now();
  return () => (performance.now() - begun) / MS_PER_SECOND;
}

function nothing(): void {
  return undefined;
}
