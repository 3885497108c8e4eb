import type { Registry } from 'prom-client';
import type { Drops, Warnings } from '../../../core';
import { defaultRegistry } from './prom-client-package';
import { LimitedCollector } from '../tables/limited-collector';
import { labelText } from '../exposition/exposition-writer';
import type { ExpositionWriter } from '../exposition/exposition-writer';

/** What prom-client's metrics return from `get()`. */
interface PromClientFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames?: readonly string[];
  readonly values?: readonly PromClientValue[];
}

type Labels = Readonly<Record<string, string | number>>;

interface PromClientValue {
  readonly metricName?: string;
  readonly labels?: Labels;
  readonly sharedLabels?: Labels;
  readonly value: number;
  readonly exemplar?: {
    readonly labelSet: Readonly<Record<string, string>>;
    readonly value: number;
    readonly timestamp: number;
  } | null;
}

interface Collected {
  readonly collector: LimitedCollector<PromClientFamily>;
  last: PromClientFamily | undefined;
}

/**
 * Exposes the metrics that the app made with prom-client or @willsoto/nestjs-prometheus together
 * with the library's own, in the requested format. Each is collected with its own timeout.
 */
export class PromClientBridge {
  private readonly known = new WeakMap<object, Collected>();

  /**
   * @param own the app's own prom-client registry, if it has one
   * @param defaultLabels labels of every series; those of a registry take precedence
   */
  constructor(
    private readonly own: () => Registry | undefined,
    private readonly defaultLabels: Labels,
    private readonly drops: Drops,
    private readonly warnings: Warnings,
  ) {}

  /**
   * Collects all of them.
   * @param isTaken whether a name is exposed already
   */
  async collect(isTaken: (name: string) => boolean): Promise<readonly PromClientFamily[]> {
    const names = new Set<string>();
    const all = this.registries().flatMap((registry) =>
      registry
        .getMetricsAsArray()
        .filter(({ name }) => !isTaken(name) && !names.has(name) && names.add(name))
        .map((metric) => this.read(metric as unknown as Readable, this.defaultsOf(registry))),
    );
    return (await Promise.all(all)).filter((metric) => metric !== undefined);
  }

  /** How to combine their values of several processes, by name: prom-client's `aggregator`. */
  aggregators(): Record<string, string> {
    const all = this.registries().flatMap((registry) => registry.getMetricsAsArray());
    const pairs = (all as unknown as Readable[]).map(({ name, aggregator }) => [name, aggregator]);
    return Object.fromEntries(pairs.filter(([, aggregator]) => aggregator !== undefined)) as Record<
      string,
      string
    >;
  }

  /** Without prom-client the app has none. */
  private registries(): Registry[] {
    const both = [this.own(), defaultRegistry()].filter((registry) => registry !== undefined);
    return [...new Set(both)];
  }

  /** Read at each scrape, because the app may set them at any time. */
  private defaultsOf(registry: Registry): Labels {
    return { ...this.defaultLabels, ...defaultsOf(registry) };
  }

  private async read(metric: Readable, defaults: Labels): Promise<PromClientFamily | undefined> {
    const collected = this.known.get(metric) ?? this.add(metric);
    collected.last = (await collected.collector.collect()) ?? collected.last;
    const { last } = collected;
    return last && withDefaultLabels({ ...last, labelNames: metric.labelNames }, defaults);
  }

  private add(metric: Readable): Collected {
    const collector = new LimitedCollector(
      metric.name,
      () => metric.get(),
      this.drops,
      this.warnings,
    );
    const collected = { collector, last: undefined };
    this.known.set(metric, collected);
    return collected;
  }
}

interface Readable {
  readonly name: string;
  readonly aggregator?: string;
  readonly labelNames?: readonly string[];
  get(): PromClientFamily | Promise<PromClientFamily>;
}

/** Writes a metric of prom-client. */
export async function writePromClientMetric(
  writer: ExpositionWriter,
  metric: PromClientFamily,
): Promise<void> {
  const { name, type, values = [] } = metric;
  writer.family(metric);
  for (const { metricName = name, labels = {}, sharedLabels, value, exemplar } of values) {
    const sample = type === 'counter' ? writer.counterName(metricName) : metricName;
    const text = textOf({ ...sharedLabels, ...labels });
    const shown = exemplar ? { ...exemplar, labels: exemplar.labelSet } : undefined;
    writer.sample(text ? `${sample}{${text}}` : sample, value, shown);
    if (writer.isTired) await writer.rest();
  }
}

function textOf(labels: Labels): string {
  return labelText(Object.keys(labels), Object.values(labels).map(readable));
}

/** prom-client keeps label values as they are given; an object may throw when it is converted to text. */
function readable(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[Unreadable]';
  }
}

function withDefaultLabels(metric: PromClientFamily, defaults: Labels): PromClientFamily {
  if (Object.keys(defaults).length === 0) return metric;
  const values = metric.values?.map((value) => ({
    ...value,
    labels: { ...defaults, ...value.sharedLabels, ...value.labels },
  }));
  const isUnique = !metric.labelNames?.some((name) => name in defaults);
  return { ...metric, values: values && !isUnique ? eachOnce(values, metric.type) : values };
}

/** A series without a label of its own that is a default label may get the labels of another series. */
function eachOnce(values: readonly PromClientValue[], type: string): PromClientValue[] {
  const byText = new Map<string, PromClientValue>();
  for (const value of values) {
    const { metricName = '', labels = {} } = value;
    const key = `${metricName}{${Object.entries(labels)
      .map(([name, label]) => `${name}=${readable(label)}`)
      .toSorted()
      .join('\u0000')}`;
    const known = byText.get(key);
    const isSum = type !== 'gauge' && !('quantile' in labels);
    byText.set(key, known && isSum ? { ...value, value: known.value + value.value } : value);
  }
  return [...byText.values()];
}

/** `setDefaultLabels` keeps them in a private field and there is no getter. */
function defaultsOf(registry: Registry): Labels {
  return (registry as unknown as { _defaultLabels?: Labels })._defaultLabels ?? {};
}
