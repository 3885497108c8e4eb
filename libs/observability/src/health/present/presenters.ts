import type { HealthStatus } from '../model/contract';
import { presentHealthJson, presentHealthStatus } from './health-json';
import { presentReport, presentStatus } from './report-json';
import type { ShownHealth } from './shown-health';
import { presentTerminus, presentTerminusStatus } from './terminus-json';
import { presentOutcome, presentVerbose } from './verbose-text';

/** The output formats of health. */
export const HEALTH_FORMATS = ['json', 'health+json', 'terminus', 'text'] as const;

export type HealthFormat = (typeof HEALTH_FORMATS)[number];

/** One output format of health. */
export interface HealthPresenter {
  readonly contentType: string;
  /** For unauthorised clients: the status and nothing else. */
  status(status: HealthStatus, probe: string): string;
  /** For clients that may see details. */
  whole(shown: ShownHealth): string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** All output formats of health, by name. */
export const HEALTH_PRESENTERS: Readonly<Record<HealthFormat, HealthPresenter>> = {
  json: jsonPresenter(JSON_TYPE, presentStatus, presentReport),
  'health+json': jsonPresenter('application/health+json', presentHealthStatus, presentHealthJson),
  terminus: jsonPresenter(JSON_TYPE, presentTerminusStatus, presentTerminus),
  text: {
    contentType: 'text/plain; charset=utf-8',
    status: (status, probe) => `${presentOutcome(status, probe)}\n`,
    whole: (shown) => `${presentVerbose(shown)}\n`,
  },
};

function jsonPresenter(
  contentType: string,
  presentBare: (status: HealthStatus) => object,
  presentWhole: (shown: ShownHealth) => object,
): HealthPresenter {
  return {
    contentType,
    status: (status) => `${JSON.stringify(presentBare(status))}\n`,
    whole: (shown) => `${JSON.stringify(presentWhole(shown))}\n`,
  };
}
