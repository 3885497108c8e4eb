import { errorTexts, messageOf } from '../../core';
import type { Redactor } from '../../core';
import type { Finding, HealthDetails, HealthIndicator } from '../model/contract';

/** A finding with nothing left open. */
export type CompleteFinding = Required<Finding>;

const STATUSES: ReadonlySet<unknown> = new Set(['healthy', 'degraded', 'unhealthy']);

/**
 * Asks an indicator and reads its answer, whatever that is. Never throws, never rejects: an
 * indicator that does, and a finding that cannot be read, are unhealthy.
 */
export async function checkFinding(
  indicator: HealthIndicator,
  signal: AbortSignal,
): Promise<CompleteFinding> {
  try {
    const answer: unknown = await indicator.check(signal);
    return completeFinding(answer) ?? unhealthy('The check gave no answer that can be read');
  } catch (error) {
    return unhealthy(`Health check failed: ${errorTexts(error).message}`);
  }
}

/** What counts when no answer came in time. */
export function lateFinding(
  { statusWhenLate = 'unhealthy' }: Pick<HealthIndicator, 'statusWhenLate'>,
  limitMs: number,
): CompleteFinding {
  return { status: statusWhenLate, message: `No answer within ${limitMs} ms`, details: {} };
}

/** Says that the event loop was blocked, which is the app's own doing. */
export function withBlockNote(finding: CompleteFinding, blockedMs: number): CompleteFinding {
  const note = `the event loop was blocked for ${(blockedMs / 1000).toFixed(1)} s`;
  return { ...finding, message: finding.message === '' ? note : `${finding.message}; ${note}` };
}

/** Drivers put addresses with passwords into their messages. */
export function withoutSecrets(finding: CompleteFinding, redactor: Redactor): CompleteFinding {
  return {
    status: finding.status,
    message: redactor.text(finding.message),
    details: redactor.value(finding.details) as HealthDetails,
  };
}

/** Each field is read once: a getter may throw, or say something else the next time. */
function completeFinding(answer: unknown): CompleteFinding | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { status, message = '', details } = answer as Partial<Record<keyof Finding, unknown>>;
  if (!STATUSES.has(status)) return undefined;
  return {
    // STATUSES has just said so.
    status: status as Finding['status'],
    message: typeof message === 'string' ? message : messageOf(message),
    details: typeof details === 'object' && details !== null ? (details as HealthDetails) : {},
  };
}

function unhealthy(message: string): CompleteFinding {
  return { status: 'unhealthy', message, details: {} };
}
