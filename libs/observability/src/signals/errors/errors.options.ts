import { DEFAULT_QUOTA, rules } from '../../core';
import type { BeforeBreadcrumb, BeforeSend } from '../../core';
import type { BodyRule } from './body-facts';
import { BODY_RULE } from './body-rule';
import { IGNORE_RULES } from './ignore.rules';
import type { IgnoreOptions } from './ignore.rules';

export type { BeforeBreadcrumb, BeforeSend } from '../../core';

/** Which errors are reported, what goes with them, and where to. */
export interface ErrorsOptions {
  /** Sentry's DSN; without one nothing leaves the machine. @default SENTRY_DSN */
  dsn?: string;
  /** Part of the errors that is sent, 0 to 1. @default 1 */
  sampleRate?: number;
  /** Part of the processes that Sentry's profiler runs in, 0 to 1, where `@sentry/profiling-node` is installed. @default 0.1 */
  profilesSampleRate?: number;
  /** The most events of one kind (transaction, class, place) in a second; repeats beyond are counted. @default 10 */
  repeatsPerSecond?: number;
  /** The most events in a second, those that the app captures by Sentry's own functions included. @default 100, or `maxEventsPerSecondPerTransaction` where that is more */
  maxEventsPerSecond?: number;
  /** The most events of one transaction (route, job, message, task) in a second. @default 30, or `repeatsPerSecond` where that is more */
  maxEventsPerSecondPerTransaction?: number;
  /** The release that events belong to. @default SENTRY_RELEASE, else the service's version */
  release?: string;
  /** The least status of a request whose error is reported. @default 500 */
  minStatus?: number;
  /** What is not reported. @default nothing but the library's own addresses */
  ignore?: IgnoreOptions;
  /** Looks at each event before Sentry gets it, may change it, or drops it with null. @default none */
  beforeSend?: BeforeSend;
  /** Looks at each breadcrumb that the app adds by Sentry's own functions. @default none */
  beforeBreadcrumb?: BeforeBreadcrumb;
  /** Whether events may say the name and the e-mail address of the user; the id they say always. @default false */
  pii?: boolean;
  /** Headers of the request that events may show besides the usual ones, in lower case. @default none */
  headers?: readonly string[];
  /**
   * What events show of the request's body: `false` nothing, `'keys'` the names of its fields and the
   * types of their values, a list (`['item', 'address.city']`) also the values at these paths, `true`
   * all of it; scrubbed, 10 KiB at most. @default true in development, else 'keys'
   */
  body?: BodyRule;
  /** The most breadcrumbs of an event: lines at info and above that the same request logged. @default 50 */
  breadcrumbs?: number;
  /** How many distinct errors the local inbox keeps; 0 keeps none. @default 100 */
  inbox?: number;
  /** Whether Sentry is sent an event at `info` for what `BusinessMetrics` tracks. @default true */
  businessEvents?: boolean;
  /** Release health: whether Sentry gets the number of requests that succeeded. @default true */
  sessions?: boolean;
  /** Whether Sentry gets each run of a `@Cron` method as cron check-ins. @default true */
  crons?: boolean;
  /** The machine, as events name it. @default SERVER_NAME, else the host's name */
  serverName?: string;
  /** The stage of the roll-out (`canary`, `blue`), as events name it. @default DEPLOYMENT_STAGE */
  deploymentStage?: string;
}

/** What has no default, or is to be told from its default: a missing profiler is worth a word if it was asked for. */
type Open = 'dsn' | 'profilesSampleRate' | 'beforeSend' | 'beforeBreadcrumb' | 'deploymentStage';

/** The options with everything filled in; what has no default may stay open. */
export type ResolvedErrorsOptions = Required<Omit<ErrorsOptions, Open>> & Pick<ErrorsOptions, Open>;

export const ERRORS_DEFAULTS: Omit<ResolvedErrorsOptions, 'release' | 'serverName'> = {
  dsn: undefined,
  profilesSampleRate: undefined,
  beforeSend: undefined,
  beforeBreadcrumb: undefined,
  deploymentStage: undefined,
  sampleRate: 1,
  repeatsPerSecond: 10,
  maxEventsPerSecond: DEFAULT_QUOTA.total,
  maxEventsPerSecondPerTransaction: DEFAULT_QUOTA.perTransaction,
  minStatus: 500,
  ignore: {},
  pii: false,
  headers: [],
  body: 'keys',
  breadcrumbs: 50,
  inbox: 100,
  businessEvents: true,
  sessions: true,
  crons: true,
};

/** Which is no limit at all. */
const MAX_RATE = 1_000_000;

/** The defaults of the quota: a limit that is set is not undercut by one that is not. */
export function quotaDefaults({
  repeatsPerSecond = ERRORS_DEFAULTS.repeatsPerSecond,
  maxEventsPerSecondPerTransaction = Math.max(DEFAULT_QUOTA.perTransaction, repeatsPerSecond),
}: ErrorsOptions = {}) {
  const maxEventsPerSecond = Math.max(DEFAULT_QUOTA.total, maxEventsPerSecondPerTransaction);
  return { maxEventsPerSecond, maxEventsPerSecondPerTransaction };
}

/** https://docs.sentry.io/concepts/key-terms/dsn-explainer/ */
const DSN = /^https?:\/\/[\w-]+(:[\w-]+)?@[\w.:[\]-]+(\/[\w./-]*)?\/\d+$/;

export const ERRORS_RULES = rules.section<ErrorsOptions>({
  dsn: rules.text(DSN, "Sentry's DSN, https://<key>@<host>/<project number>"),
  sampleRate: rules.number({ min: 0, max: 1 }),
  profilesSampleRate: rules.number({ min: 0, max: 1 }),
  repeatsPerSecond: rules.number({ min: 1, max: MAX_RATE }),
  maxEventsPerSecond: rules.number({ min: 1, max: MAX_RATE }),
  maxEventsPerSecondPerTransaction: rules.number({ min: 1, max: MAX_RATE }),
  release: rules.text(),
  minStatus: rules.number({ min: 400, max: 599 }),
  ignore: IGNORE_RULES,
  beforeSend: rules.func,
  beforeBreadcrumb: rules.func,
  pii: rules.boolean,
  headers: rules.listOf(rules.text(/^[a-z0-9-]{1,64}$/, 'a header name in lower case')),
  body: BODY_RULE,
  breadcrumbs: rules.number({ min: 0, max: 100 }),
  inbox: rules.number({ min: 0, max: 1000 }),
  businessEvents: rules.boolean,
  sessions: rules.boolean,
  crons: rules.boolean,
  serverName: rules.text(),
  deploymentStage: rules.text(),
});
