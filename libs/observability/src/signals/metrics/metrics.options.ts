import { DURATION_BUCKETS, pathMatcher, rules } from '../../core';
import type { PathMatcher, Rule } from '../../core';
import { BUSINESS_ROUTE_RULES } from './recorders/business-routes';
import type { BusinessRoute } from './recorders/business-routes';
import { defaultLabels } from './tables/default-labels';
import type { DefaultLabels } from './tables/default-labels';

/** Which metrics exist, and their labels and buckets. */
export interface MetricsOptions {
  /**
   * Whether the library has metrics of its own: of requests, calls, queries, health, the process and so on. If off,
   * /metrics has only the app's. @default true
   */
  enabled?: boolean;
  /** What the names of the library's own metrics begin with, for example `shop_`. @default none */
  prefix?: string;
  /** Labels of every series: the library's, the app's and prom-client's. @default none */
  defaultLabels?: DefaultLabels;
  /** Routes and paths that are excluded from all request metrics. @default none */
  ignore?: readonly PathMatcher[];
  /** Upper bounds of the duration histograms, in seconds, ascending; declared thresholds are added. @default the OpenTelemetry convention's, 5 ms to 10 s */
  durationBuckets?: readonly number[];
  /** Whether the process's own metrics (memory, CPU, event loop, GC) are collected. @default true */
  process?: boolean;
  /** Whether workers of Node's cluster, or of PM2, expose the merged metrics of all workers. @default true */
  cluster?: boolean;
  /** The maximum number of series of one metric; further label values are counted as `__other__`. @default 1000 */
  seriesLimit?: number;
  /** Whether a wrong call of a metric throws, which is useful in tests, instead of being counted. @default false */
  strict?: boolean;
  /** Whether the app's prom-client metrics are guarded against exceptions in business code, NaN and too many series. @default true */
  guardPromClient?: boolean;
  /** Returns the number of active users at scrape; its timeout is one second. @default none, and no metric */
  activeUsers?: () => number | Promise<number>;
  /** Requests that count as business events. @default none */
  businessRoutes?: readonly BusinessRoute[];
}

/** The options with all defaults; active users stay optional. */
export type ResolvedMetricsOptions = Required<Omit<MetricsOptions, 'activeUsers'>> &
  Pick<MetricsOptions, 'activeUsers'>;

export const METRICS_DEFAULTS: ResolvedMetricsOptions = {
  enabled: true,
  prefix: '',
  defaultLabels: {},
  ignore: [],
  durationBuckets: DURATION_BUCKETS,
  process: true,
  cluster: true,
  seriesLimit: 1000,
  strict: false,
  guardPromClient: true,
  activeUsers: undefined,
  businessRoutes: [],
};

const MAX_SERIES = 1_000_000;

const ascending: Rule = (value, path, problems) => {
  const isFine =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (bound, i) => typeof bound === 'number' && bound > 0 && (i === 0 || bound > value[i - 1]),
    );
  if (!isFine)
    problems.wanted(path, value, 'a list of seconds, each above 0 and above the one before');
};

/** Valid in Prometheus, and separated from the name that follows. */
const prefix = rules.text(
  /^(?:[a-zA-Z_][a-zA-Z0-9_]{0,62}_)?$/,
  'letters, digits and "_" that begin with no digit and end in "_", such as "shop_", or an empty text for none',
);

export const METRICS_RULES = rules.section<MetricsOptions>({
  enabled: rules.boolean,
  prefix,
  defaultLabels,
  ignore: rules.listOf(pathMatcher),
  durationBuckets: ascending,
  process: rules.boolean,
  cluster: rules.boolean,
  seriesLimit: rules.number({ min: 1, max: MAX_SERIES }),
  strict: rules.boolean,
  guardPromClient: rules.boolean,
  activeUsers: rules.func,
  businessRoutes: rules.listOf(BUSINESS_ROUTE_RULES),
});
