import type { Platform } from '../harness/plan';
import type { FigureName } from './figures';

/** Something the library promises about a variant of the benchmark. */
export interface Goal {
  readonly text: string;
  readonly variant: string;
  readonly figure: FigureName;
  readonly direction: 'at most' | 'at least';
  /** What must be reached first, and what after that. */
  readonly limits: readonly number[];
  /** Where it holds. @default both platforms */
  readonly platform?: Platform;
}

type Subject = readonly [text: string, variant: string, figure: FigureName];

const LOGS: Subject = ['CPU against bare: metrics, id, access line, context', 'ours-logs', 'ratio'];
const OTLP: Subject = ['CPU against bare: everything, 10 % traced by OTLP', 'ours-otlp', 'ratio'];
const SENTRY: Subject = [
  'CPU against bare: everything, 10 % traced by Sentry',
  'ours-sentry',
  'ratio',
];
const ADDED_OTLP: Subject = [
  'added CPU against the four by hand, OTLP',
  'ours-otlp',
  'addedToByHand',
];
const ADDED_SENTRY: Subject = [
  'added CPU against the four by hand, Sentry',
  'ours-sentry',
  'addedToByHand',
];
const RATE: Subject = ['highest rate against bare', 'ours-otlp', 'rateRatio'];
const FAIL: Subject = ['failing route against the four by hand', 'ours-otlp', 'failToByHand'];
const P99: Subject = ['p99 at a fixed rate against bare', 'ours-otlp', 'p99Ratio'];
const MEMORY: Subject = ['memory above bare after all requests, MB', 'ours-otlp', 'rssAdded'];
const UNKNOWN: Subject = ['series added by 50,000 unknown URLs', 'ours-otlp', 'unknownSeries'];

/** The goals. Where Express and Fastify differ there is one for each. */
export const GOALS: readonly Goal[] = [
  atMost(LOGS, [1.15], 'express'),
  atMost(LOGS, [1.25], 'fastify'),
  atMost(OTLP, [1.25, 1.15], 'express'),
  atMost(OTLP, [1.4, 1.26], 'fastify'),
  atMost(SENTRY, [1.6], 'express'),
  atMost(SENTRY, [2], 'fastify'),
  atMost(ADDED_OTLP, [1 / 30, 1 / 50]),
  atMost(ADDED_SENTRY, [1 / 10]),
  atLeast(RATE, [0.85], 'express'),
  atLeast(RATE, [0.75], 'fastify'),
  atMost(FAIL, [0.35]),
  atMost(P99, [1.1]),
  atMost(MEMORY, [50]),
  atMost(UNKNOWN, [0]),
];

function atMost(subject: Subject, limits: readonly number[], platform?: Platform): Goal {
  const [text, variant, figure] = subject;
  return { text, variant, figure, direction: 'at most', limits, platform };
}

function atLeast(subject: Subject, limits: readonly number[], platform?: Platform): Goal {
  return { ...atMost(subject, limits, platform), direction: 'at least' };
}
