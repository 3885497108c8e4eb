import type { CompleteFinding } from './check-finding';
import type { CheckSettings } from './check-settings';
import { roundedMs } from '../model/contract';
import type { CheckResult, PendingFinding } from '../model/contract';
import type { CheckTime } from './status-hysteresis';

/** The parts of a result. */
export interface CheckResultParts {
  readonly name: string;
  readonly settings: Pick<CheckSettings, 'critical' | 'policy'>;
  readonly finding: CompleteFinding;
  readonly time: CheckTime;
  readonly pending: PendingFinding | undefined;
}

/** The result of a check, as it is reported. */
export function checkResult(parts: CheckResultParts): CheckResult {
  const { name, settings, finding, time, pending } = parts;
  return {
    status: finding.status,
    message: finding.message,
    details: finding.details,
    name,
    critical: settings.critical,
    policy: settings.policy,
    responseTimeMs: roundedMs(time.now - time.startedAt),
    checkedAt: Date.now(),
    ...(pending && { pending }),
  };
}
