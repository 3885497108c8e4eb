/** Below this, what else the machine does decides, not the work. */
const MIN_MS = 1;
/** Twice the text may take three times as long: caches and collections count, too. */
const MAX_GROWTH = 1.6;
const TRIES = 4;
const US_PER_MS = 1000;

/**
 * How long the work takes at best, in milliseconds of this process: others on the machine do not
 * count. It is tried again until that is short enough, or so long that no one else can be the cause.
 */
export function bestMs(work: () => unknown, { enoughMs, hopelessMs }: Limits): number {
  let best = Infinity;
  for (let i = 0; i < TRIES && best > enoughMs && (i === 0 || best < hopelessMs); i += 1) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / US_PER_MS);
  }
  return best;
}

/** When measuring again is of no use. */
export interface Limits {
  readonly enoughMs: number;
  readonly hopelessMs: number;
}

/** How long the work takes on texts of several lengths. */
export interface Growth {
  readonly lengths: readonly number[];
  readonly ms: readonly number[];
}

/** Whether longer texts cost more per character than shorter ones. */
export function isSuperLinear({ lengths, ms }: Growth): boolean {
  return ms.some((took, i) => {
    const [before, length, shorter] = [ms[i - 1], lengths[i], lengths[i - 1]];
    if (before === undefined || length === undefined || shorter === undefined) return false;
    const factor = length / shorter;
    return took > Math.max(before, MIN_MS) * factor ** MAX_GROWTH;
  });
}

/** `64 KiB: 3.1 ms, 1024 KiB: 55 ms`. */
export function shownGrowth({ lengths, ms }: Growth): string {
  return lengths
    .map((length, i) => `${Math.round(length / 1024)} KiB: ${ms[i]?.toFixed(1)} ms`)
    .join(', ');
}
