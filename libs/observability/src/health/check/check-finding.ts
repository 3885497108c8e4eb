import { messageOf } from '../../core';
import type { Redactor } from '../../core';
import type { Finding, HealthDetails, HealthIndicator } from '../model/contract';

/** A finding with all fields set. */
export type CompleteFinding = Required<Finding>;

const STATUSES: ReadonlySet<unknown> = new Set(['healthy', 'degraded', 'unhealthy']);

/** The finding of a check that timed out. */
export function lateFinding(
  { statusWhenLate = 'unhealthy' }: Pick<HealthIndicator, 'statusWhenLate'>,
  limitMs: number,
): CompleteFinding {
  return { status: statusWhenLate, message: `No answer within ${limitMs} ms`, details: {} };
}

/** Adds to the message that the event loop was blocked, because that is a fault of the app itself. */
export function withBlockNote(finding: CompleteFinding, blockedMs: number): CompleteFinding {
  const note = `the event loop was blocked for ${(blockedMs / 1000).toFixed(1)} s`;
  return { ...finding, message: finding.message === '' ? note : `${finding.message}; ${note}` };
}

/** Redacts the finding: drivers include addresses with passwords in their messages. */
export function withoutSecrets(finding: CompleteFinding, redactor: Redactor): CompleteFinding {
  return {
    status: finding.status,
    message: redactor.text(finding.message),
    details: redactor.value(finding.details) as HealthDetails,
  };
}

/** What an indicator returned, if it is a finding. Each field is read once: a getter may throw, or return another value the next time. */
export function completeFinding(answer: unknown): CompleteFinding | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { status, message = '', details } = answer as Partial<Record<keyof Finding, unknown>>;
  if (!STATUSES.has(status)) return undefined;
  return {
    // Guaranteed by the check of STATUSES above.
    status: status as Finding['status'],
    message: typeof message === 'string' ? message : messageOf(message),
    details: typeof details === 'object' && details !== null ? (details as HealthDetails) : {},
  };
}

/** The finding of a check that failed. */
export function unhealthy(message: string): CompleteFinding {
  return { status: 'unhealthy', message, details: {} };
}
