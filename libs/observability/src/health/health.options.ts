import { rules } from '../core';
import type { Rule } from '../core';
import { CHECK_RULES, GROUP_NAMES, MAX_ERROR_LENGTH, PACE, TIMES } from './check/check.options';
import type { CheckOptions } from './check/check.options';
import type { HealthIndicator } from './model/contract';
import { HEALTH_HISTORY_DEFAULTS, HEALTH_HISTORY_RULES } from './report/health-history.options';
import type { HealthHistoryOptions } from './report/health-history.options';
import { HEALTH_REPORT_RULES } from './report/health-report.options';
import type { HealthReportOptions } from './report/health-report.options';
import { uniqueNames } from './service-names';

/** An external service that the app needs, checked by HTTP. */
export interface ExternalService {
  readonly name: string;
  readonly url: string;
  /** How long it may take to answer, in milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /** The method of the request. @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS';
  /** Headers of the question; they are never shown. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** The statuses that are fine. @default 200 to 299 */
  readonly expected?: readonly number[];
}

/** How health is checked. */
export interface HealthOptions {
  /** How long one check may take, in milliseconds. @default 3000 */
  timeoutMs?: number;
  /** How long `/health` waits for checks; later ones are shown as late. @default 2000 */
  answerWithinMs?: number;
  /** How long an answer is used again, in milliseconds. @default 500 */
  cacheMs?: number;
  /** Every check runs in the background at this pace, in milliseconds. @default none: they run on request */
  intervalMs?: number;
  /** How often in a row a check must find worse before its status falls. @default 2 */
  fall?: number;
  /** How often in a row a check must find better before its status rises. @default 2 */
  rise?: number;
  /** How long a check may find worse before its status falls, however often, in milliseconds. @default 2000 */
  longestErrorMs?: number;
  /** What single checks obey, by their names. @default none */
  checks?: Readonly<Record<string, CheckOptions>>;
  /** Groups of checks, by their names; `live`, `ready` and `startup` are there already. @default none */
  groups?: Readonly<Record<string, readonly string[]>>;
  /** Whether databases, caches and queues in the container get their indicator by themselves. @default true */
  autoWire?: boolean;
  /** Indicators of your own. @default none */
  indicators?: readonly HealthIndicator[];
  /** Services to ask by HTTP. @default none */
  externalServices?: readonly ExternalService[];
  /** Names of the indicators that liveness includes, as in `groups.live`. @default none */
  liveness?: readonly string[];
  /** Lets liveness include dependencies: while one is down, Kubernetes restarts the app for ever. @default false */
  unsafeLiveness?: boolean;
  /** What is remembered of each check. @default the last 100 results */
  history?: HealthHistoryOptions;
  /** A summary of health from time to time, in the log. @default never */
  report?: HealthReportOptions;
}

/** The same with nothing left open. */
export type ResolvedHealthOptions = Required<Omit<HealthOptions, 'intervalMs'>> &
  Pick<HealthOptions, 'intervalMs'>;

export const HEALTH_DEFAULTS: ResolvedHealthOptions = {
  timeoutMs: 3000,
  answerWithinMs: 2000,
  cacheMs: 500,
  intervalMs: undefined,
  fall: 2,
  rise: 2,
  longestErrorMs: 2000,
  checks: {},
  groups: {},
  autoWire: true,
  indicators: [],
  externalServices: [],
  liveness: [],
  unsafeLiveness: false,
  history: HEALTH_HISTORY_DEFAULTS,
  report: {},
};

const MAX_MS = 60_000;

const services = rules.listOf(
  rules.sectionWith<ExternalService>(
    {
      name: rules.text(),
      url: rules.httpUrl,
      timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
      method: rules.oneOf('GET', 'HEAD', 'OPTIONS'),
      headers: rules.texts,
      expected: rules.listOf(rules.number({ min: 100, max: 599 })),
    },
    ['name', 'url'],
  ),
);

function checkServices(...[value, at, problems]: Parameters<Rule>): void {
  services(value, at, problems);
  uniqueNames(value, at, problems);
}

export const HEALTH_RULES = rules.section<HealthOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  answerWithinMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  cacheMs: rules.milliseconds({ min: 0, max: MAX_MS }),
  intervalMs: PACE,
  fall: TIMES,
  rise: TIMES,
  longestErrorMs: MAX_ERROR_LENGTH,
  checks: rules.mapOf(CHECK_RULES),
  groups: rules.mapOf(GROUP_NAMES),
  autoWire: rules.boolean,
  indicators: rules.listOf(rules.objectWith('check')),
  externalServices: checkServices,
  liveness: GROUP_NAMES,
  unsafeLiveness: rules.boolean,
  history: HEALTH_HISTORY_RULES,
  report: HEALTH_REPORT_RULES,
});
