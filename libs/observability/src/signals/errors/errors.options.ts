import { DEFAULT_QUOTA, rules } from '../../core';
import type { BeforeBreadcrumb, BeforeSend } from '../../core';
import { BODY_RULE } from './event/body-facts';
import type { BodyRule } from './event/body-facts';
import { IGNORE_RULES } from './reporter/ignore.rules';
import type { IgnoreOptions } from './reporter/ignore.rules';

export type { BeforeBreadcrumb, BeforeSend } from '../../core';

/** Which errors are reported, with which data, and where. */
export interface ErrorsOptions {
  /** Sentry's DSN; without one nothing leaves the machine. @default SENTRY_DSN */
  dsn?: string;
  /** The fraction of errors that is sent, 0 to 1. @default 1 */
  sampleRate?: number;
  /** The fraction of processes that Sentry's profiler runs in, 0 to 1, if `@sentry/profiling-node` is installed. @default 0.1 */
  profilesSampleRate?: number;
  /** The maximum number of events of one kind (transaction, class, call site) per second; further ones are counted. @default 10 */
  repeatsPerSecond?: number;
  /** The maximum number of events per second, including those that the app captures with Sentry's own functions. @default 100, or `maxEventsPerSecondPerTransaction` if that is greater */
  maxEventsPerSecond?: number;
  /** The maximum number of events of one transaction (route, job, message, task) per second. @default 30, or `repeatsPerSecond` if that is greater */
  maxEventsPerSecondPerTransaction?: number;
  /** The release that events belong to. @default SENTRY_RELEASE, else the service's version */
  release?: string;
  /** The minimum status of a request whose error is reported. @default 500 */
  minStatus?: number;
  /** Errors that are not reported. @default nothing but the library's own addresses */
  ignore?: IgnoreOptions;
  /** Called for each event before it is sent; may change it, or drop it by returning null. @default none */
  beforeSend?: BeforeSend;
  /** Called for each breadcrumb that the app adds with Sentry's own functions. @default none */
  beforeBreadcrumb?: BeforeBreadcrumb;
  /** Whether events may contain the name and e-mail address of the user; they always contain the id. @default false */
  pii?: boolean;
  /** Additional request headers that events may contain, in lower case. @default none */
  headers?: readonly string[];
  /**
   * What events contain of the request's body: `false` nothing, `'keys'` the names of its fields and the
   * types of their values, a list (`['item', 'address.city']`) also the values at these paths, `true`
   * everything; scrubbed, 10 KiB at most. @default true in development, else 'keys'
   */
  body?: BodyRule;
  /** The maximum number of breadcrumbs of an event: log lines of the same request at info and above. @default 50 */
  breadcrumbs?: number;
  /** How many distinct errors the local inbox keeps; 0 keeps none. @default 100 */
  inbox?: number;
  /** Whether business events that `BusinessMetrics` tracks are sent to Sentry, at `info`. @default true */
  businessEvents?: boolean;
  /** Release health: whether Sentry gets the number of requests that succeeded. @default true */
  sessions?: boolean;
  /** Whether Sentry gets each run of a `@Cron` method as cron check-ins. @default true */
  crons?: boolean;
  /** The name of the machine in events. @default SERVER_NAME, else the host's name */
  serverName?: string;
  /** The deployment stage (`canary`, `blue`) in events. @default DEPLOYMENT_STAGE */
  deploymentStage?: string;
}

/** Options without a default, or whose default differs from an explicit value: a missing profiler is reported only if it was configured. */
type Open = 'dsn' | 'profilesSampleRate' | 'beforeSend' | 'beforeBreadcrumb' | 'deploymentStage';

/** The options with all defaults; options without a default may be undefined. */
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

/** No limit. */
const MAX_RATE = 1_000_000;

/** The defaults of the quota: a default limit is never below a configured one. */
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
