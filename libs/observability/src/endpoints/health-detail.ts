import { httpStatusOf, presentHistory, presentReport } from '../health';
import type { AvailabilityService, CheckHistory, HealthReport, HealthService } from '../health';
import type { Access } from './access';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';
import { WholeAnswers } from './health-answers';
import { withShutdown } from './health-sources';
import { describeSystem } from './system';

/** Dependencies of the page of details. */
export interface HealthDetailParts {
  readonly service: Pick<HealthService, 'service' | 'report'>;
  readonly access: Access;
  readonly history: { all(): readonly CheckHistory[] };
  readonly availability: Pick<AvailabilityService, 'state' | 'reason'>;
  /** The products that were detected in the container, and those that were not. */
  readonly conditions: () => readonly object[];
}

/** All details of the app's health, for clients that may see them. */
export function healthDetail(parts: HealthDetailParts, path: string): Endpoint {
  const answers = new WholeAnswers();
  return {
    path,
    isClosedTo: parts.access.isClosedTo,
    answer: async (request) => {
      if (!(await parts.access.allows(request))) return parts.access.refuse(request);
      const report = await parts.service.report();
      return answers.of(report, parts.availability.state, () => answerOf(report, parts));
    },
  };
}

function answerOf(found: HealthReport, parts: HealthDetailParts): Answer {
  const report = withShutdown(found, parts.availability);
  const { service } = parts.service;
  const { state, reason } = parts.availability;
  const whole = { excluded: [], unknown: [], allChecks: report.checks, now: new Date() };
  const availability = { state, reason };
  return json(httpStatusOf(report.status), {
    ...presentReport({ probe: 'healthz', report, service, availability, ...whole }),
    history: Object.fromEntries(parts.history.all().map((one) => [one.name, presentHistory(one)])),
    conditions: parts.conditions(),
    ...describeSystem(),
  });
}
