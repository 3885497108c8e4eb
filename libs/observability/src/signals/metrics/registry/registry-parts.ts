import type { Drops, ServiceIdentity, Warnings } from '../../../core';
import type { DefaultLabels } from '../tables/default-labels';
import type { Misuse } from '../tables/misuse';

/** What a registry works with. */
export interface RegistryParts {
  readonly drops: Drops;
  readonly warnings: Warnings;
  readonly misuse: Misuse;
  readonly service: ServiceIdentity;
}

/** The options of a registry. */
export interface RegistryOptions {
  /** Whether the library has metrics of its own. */
  readonly enabled: boolean;
  /** Upper bounds of the duration histograms, in seconds, ascending. */
  readonly durationBuckets: readonly number[];
  /** The maximum number of series of one metric. */
  readonly seriesLimit: number;
  /** The prefix of the library's own metrics. */
  readonly prefix: string;
  /** Labels of every series. */
  readonly defaultLabels: DefaultLabels;
}
