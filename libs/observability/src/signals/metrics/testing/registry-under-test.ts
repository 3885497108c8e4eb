import { Drops, Warnings } from '../../../core';
import { METRICS_DEFAULTS } from '../metrics.options';
import type { ResolvedMetricsOptions } from '../metrics.options';
import { MetricsRegistry } from '../registry/metrics.registry';
import { Misuse } from '../tables/misuse';
import type { ExpositionFormat } from '../exposition/exposition-writer';

const SERVICE = { name: 'shop', version: '1.2.3', environment: 'test' };

/** A registry of metrics with all that belongs to it, for a test to look at. */
export class RegistryUnderTest {
  readonly drops = new Drops();
  /** Every warning that was said. */
  readonly said: string[] = [];
  readonly warnings = new Warnings((message) => void this.said.push(message));
  readonly misuse: Misuse;
  readonly registry: MetricsRegistry;

  constructor(options: Partial<ResolvedMetricsOptions> = {}) {
    const all = { ...METRICS_DEFAULTS, ...options };
    this.misuse = new Misuse(this.warnings, all.strict);
    this.registry = new MetricsRegistry(all, {
      drops: this.drops,
      warnings: this.warnings,
      misuse: this.misuse,
      service: SERVICE,
    });
  }

  /** The page as text. */
  async exposition(format?: ExpositionFormat): Promise<string> {
    return (await this.registry.exposition(format)).toString();
  }

  /** The sample lines of one metric. */
  async lines(name: string): Promise<string[]> {
    return linesOf(await this.exposition(), name);
  }

  /** Records dropped, by part. */
  get dropped(): [string, number][] {
    return [...this.drops.entries()];
  }
}

/** The sample lines of one metric on a page. */
export function linesOf(page: string, name: string): string[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}
