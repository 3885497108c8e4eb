import { rules } from '../core';
import type { HealthIndicator } from './contract';

/** An outside service that the app needs, asked by HTTP. */
export interface ExternalService {
  readonly name: string;
  readonly url: string;
  /** How long it may take to answer, in milliseconds. @default 5000 */
  readonly timeoutMs?: number;
}

/** How health is checked. */
export interface HealthOptions {
  /** How long one check may take, in milliseconds. @default 3000 */
  timeoutMs?: number;
  /** How long `/health` waits for checks; later ones are shown as late. @default 2000 */
  answerWithinMs?: number;
  /** How long an answer is used again, in milliseconds. @default 500 */
  cacheMs?: number;
  /** Whether databases, caches and queues in the container get their indicator by themselves. @default true */
  autoWire?: boolean;
  /** Indicators of your own. @default none */
  indicators?: readonly HealthIndicator[];
  /** Services to ask by HTTP. @default none */
  externalServices?: readonly ExternalService[];
  /** Names of the indicators that liveness includes; dependencies are refused. @default none */
  liveness?: readonly string[];
}

export const HEALTH_DEFAULTS: Required<HealthOptions> = {
  timeoutMs: 3000,
  answerWithinMs: 2000,
  cacheMs: 500,
  autoWire: true,
  indicators: [],
  externalServices: [],
  liveness: [],
};

const MOST_MS = 60_000;

export const HEALTH_RULES = rules.section<HealthOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MOST_MS }),
  answerWithinMs: rules.milliseconds({ min: 1, max: MOST_MS }),
  cacheMs: rules.milliseconds({ min: 0, max: MOST_MS }),
  autoWire: rules.boolean,
  indicators: rules.listOf(rules.objectWith('check')),
  externalServices: rules.listOf(
    rules.sectionWith<ExternalService>(
      {
        name: rules.text(),
        url: rules.httpUrl,
        timeoutMs: rules.milliseconds({ min: 1, max: MOST_MS }),
      },
      ['name', 'url'],
    ),
  ),
  liveness: rules.listOf(rules.text()),
});
