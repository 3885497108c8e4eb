import { rules } from '../core';
import type { Rule } from '../core';
import { MAX_MS } from './check/check.options';
import { CHECKER_DEFAULTS, CHECKER_RULES } from './check/checker.options';
import type { CheckerOptions } from './check/checker.options';
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
  /** Timeout of the request, in milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /** The method of the request. @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS';
  /** Headers of the request; they are never shown. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** The status codes that count as healthy. @default 200 to 299 */
  readonly expected?: readonly number[];
}

/** How health is checked and reported. */
export interface HealthOptions extends CheckerOptions {
  /** Whether databases, caches and queues in the container get an indicator automatically. @default true */
  autoWire?: boolean;
  /** Indicators of your own. @default none */
  indicators?: readonly HealthIndicator[];
  /** Services to check by HTTP. @default none */
  externalServices?: readonly ExternalService[];
  /** History of each check. @default the last 100 results */
  history?: HealthHistoryOptions;
  /** A periodic summary of health in the log. @default never */
  report?: HealthReportOptions;
}

/** The options with all defaults filled in. */
export type ResolvedHealthOptions = Required<Omit<HealthOptions, 'intervalMs'>> &
  Pick<HealthOptions, 'intervalMs'>;

export const HEALTH_DEFAULTS: ResolvedHealthOptions = {
  ...CHECKER_DEFAULTS,
  autoWire: true,
  indicators: [],
  externalServices: [],
  history: HEALTH_HISTORY_DEFAULTS,
  report: {},
};

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
  ...CHECKER_RULES,
  autoWire: rules.boolean,
  indicators: rules.listOf(rules.objectWith('check')),
  externalServices: checkServices,
  history: HEALTH_HISTORY_RULES,
  report: HEALTH_REPORT_RULES,
});
