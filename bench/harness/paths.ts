import { join } from 'node:path';

/** The compiled benchmark; this file is in it. */
export const DIST = join(__dirname, '..');

/** The folder `bench`. */
export const BENCH = join(DIST, '..');

/** The workspace. */
export const ROOT = join(BENCH, '..');

/** Results that are to be committed. */
export const RESULTS = join(BENCH, 'results');

/** Results for a look. */
export const SCRATCH = join(ROOT, '.cache/bench');
