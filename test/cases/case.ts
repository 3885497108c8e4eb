import type { Printed } from './printed';

export type Platform = 'express' | 'fastify';

/** Variables that a scenario reads, and that make it do its thing in another way. */
export type Variables = Readonly<Record<string, string>>;

/** A scenario, how it is run, and what is right. */
export interface Case {
  /** The file in `scenarios/`, with its extension. */
  readonly scenario: string;
  /** What is right, in one sentence. */
  readonly right: string;
  readonly platforms: readonly Platform[];
  /** One run for each; `{}` is the scenario as it stands. */
  readonly ways: readonly Variables[];
  /** Its runs use a fixed port: one after another. */
  readonly isExclusive?: boolean;
  /** Fails where the output is not right. */
  readonly check: (printed: Printed, platform: Platform) => void;
}

export const BOTH: readonly Platform[] = ['express', 'fastify'];
export const ONCE: readonly Variables[] = [{}];
