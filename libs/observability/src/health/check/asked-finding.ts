import { errorTexts, messageOf } from '../../core';
import type { Redactor } from '../../core';
import type { Finding, HealthDetails, HealthIndicator } from '../model/contract';

/** A finding with nothing left open. */
export type WholeFinding = Required<Finding>;

const STATUSES: ReadonlySet<unknown> = new Set(['healthy', 'degraded', 'unhealthy']);

/**
 * Asks an indicator and reads its answer, whatever that is. Never throws, never rejects: an
 * indicator that does, and a finding that cannot be read, are unhealthy.
 */
export async function askedFinding(
  indicator: HealthIndicator,
  signal: AbortSignal,
): Promise<WholeFinding> {
  try {
    const answer: unknown = await indicator.check(signal);
    return wholeFinding(answer) ?? unhealthy('The check gave no answer that can be read');
  } catch (error) {
    return unhealthy(`Health check failed: ${errorTexts(error).message}`);
  }
}

/** What counts when no answer came in time. */
export function lateFinding(
  { statusWhenLate = 'unhealthy' }: Pick<HealthIndicator, 'statusWhenLate'>,
  limitMs: number,
): WholeFinding {
  return { status: statusWhenLate, message: `No answer within ${limitMs} ms`, details: {} };
}

/** Says that the event loop was blocked, which is the app's own doing. */
export function withBlockNote(finding: WholeFinding, blockedMs: number): WholeFinding {
  const note = `the event loop was blocked for ${(blockedMs / 1000).toFixed(1)} s`;
  return { ...finding, message: finding.message === '' ? note : `${finding.message}; ${note}` };
}

/** Drivers put addresses with passwords into their messages. */
export function withoutSecrets(finding: WholeFinding, redactor: Redactor): WholeFinding {
  return {
    status: finding.status,
    message: redactor.text(finding.message),
    details: redactor.value(finding.details) as HealthDetails,
  };
}

/** Each field is read once: a getter may throw, or say something else the next time. */
function wholeFinding(answer: unknown): WholeFinding | undefined {
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

function unhealthy(message: string): WholeFinding {
  return { status: 'unhealthy', message, details: {} };
}
