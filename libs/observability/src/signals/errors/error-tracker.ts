import { currentContext, messageOf, reportHintsOf } from '../../core';
import type { ErrorLevel, Observer, Report } from '../../core';
import { performanceIssue } from './performance-issue';

/** What is said of an error that is reported by hand. */
export interface ErrorDetails {
  /** Any values: they go into the report and the log, scrubbed, and never into a metric. */
  context?: Readonly<Record<string, unknown>>;
  /** Few values, to search by. */
  tags?: Readonly<Record<string, string>>;
  /** @default what the error itself says, else 'error'; of a message 'info' */
  level?: ErrorLevel;
  /** What makes two of them the same. @default class, message and call site */
  fingerprint?: readonly string[];
}

/** What distinguishes a performance issue from work that is fine. */
export interface PerformanceIssueOptions {
  /** Above it there is an issue, in seconds. @default 1 */
  threshold?: number;
  /** Any values, for the report and the log. */
  context?: Readonly<Record<string, unknown>>;
}

const DEFAULT_THRESHOLD_SECONDS = 1;

/**
 * Reports by hand what no code lets go: an error that was handled and still matters, a rule of the
 * business that was broken, work that took too long. It never throws. The same error that reaches
 * the end of its request as well is reported once.
 */
export class ErrorTracker {
  constructor(private readonly observer: Observer) {}

  /** Reports an error that the app has caught. */
  capture(error: unknown, details: ErrorDetails = {}): void {
    const level = details.level ?? reportHintsOf(error)?.level ?? 'error';
    const message = messageOf(error);
    this.report({ ...reportOf('captured', message, details), level, thrown: { error } });
  }

  /** Reports a text. */
  captureMessage(message: string, details: ErrorDetails = {}): void {
    const callSite = stackOfCaller(this.captureMessage);
    this.report({
      ...reportOf('captured', message, { level: 'info', ...details }),
      place: callSite,
    });
  }

  /**
   * Reports a rule of the business that was broken.
   * @param type few values, since it is a label: `insufficient_stock`
   */
  trackBusinessError(type: string, context: Readonly<Record<string, unknown>> = {}): void {
    this.report({
      ...reportOf('business', `Business Error: ${type}`, { context }),
      place: stackOfCaller(this.trackBusinessError),
      tags: { error_type: 'business_logic', business_error_type: type },
      fingerprint: ['business_logic', type],
    });
  }

  /** Reports work that took longer than its threshold; does nothing below. */
  trackPerformanceIssue(
    operation: string,
    seconds: number,
    { threshold = DEFAULT_THRESHOLD_SECONDS, context = {} }: PerformanceIssueOptions = {},
  ): void {
    if (!(seconds > threshold)) return;
    this.report({
      ...performanceIssue({ operation, seconds, threshold, context }),
      place: stackOfCaller(this.trackPerformanceIssue),
    });
  }

  private report(report: Report): void {
    this.observer.report(report, currentContext());
  }
}

/** An error whose stack begins where the app has called the method. */
function stackOfCaller(method: (...args: never[]) => void): Error {
  const callSite = new Error('call site');
  Error.captureStackTrace(callSite, method);
  return callSite;
}

function reportOf(kind: Report['kind'], message: string, details: ErrorDetails): Report {
  const { context = {}, tags = {}, level = 'error', fingerprint } = details;
  return { kind, message, level, tags, extra: context, fingerprint };
}
