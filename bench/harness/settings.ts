/**
 * The parts of a measurement that can be asked for alone, in the order in which they disturb each
 * other least. Start-up time is always taken.
 */
export const PHASES = ['cpu', 'latency', 'memory', 'fail', 'scrape', 'unknown'] as const;

export type Phase = (typeof PHASES)[number];

/** How long and how often everything is done. */
export interface Settings {
  readonly connections: number;
  /** Load before anything is measured, in seconds. */
  readonly warmUpSeconds: number;
  /** How often the variants take turns within a round, in the CPU, latency and failure phases. */
  readonly turns: number;
  /** Load on each route in one turn of the CPU and the failure phase, in seconds. */
  readonly windowSeconds: number;
  readonly perSecond: number;
  /** Length of one turn of the latency phase, in seconds. */
  readonly latencySeconds: number;
  /** Requests that a process has answered when its memory is read. */
  readonly memoryRequests: number;
  readonly unknownRequests: number;
  readonly scrapes: number;
  /** Rounds, from the first one on, in which the slow phases (memory, scrape, unknown) are done. */
  readonly slowRounds: number;
}

/** All numbers of the full benchmark. The rate is about half of what the four by hand can answer. */
export const FULL: Settings = {
  connections: 16,
  warmUpSeconds: 5,
  turns: 6,
  windowSeconds: 0.3,
  perSecond: 150,
  latencySeconds: 1.5,
  memoryRequests: 100_000,
  unknownRequests: 50_000,
  scrapes: 10,
  slowRounds: 1,
};

/** The short form: enough to see a change of a few per cent, not for publishing. */
export const QUICK: Settings = {
  ...FULL,
  warmUpSeconds: 3,
  turns: 5,
  latencySeconds: 0.7,
};
