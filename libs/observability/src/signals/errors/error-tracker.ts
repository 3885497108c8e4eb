import { currentContext, messageOf, reportHintsOf } from '../../core';
import type { ErrorLevel, Observer, Report } from '../../core';
import { performanceIssue } from './performance-issue';

/** Details of an error that the app reports itself. */
export interface ErrorDetails {
  /** Any values: they are added to the report and the log, scrubbed, and never to a metric. */
  context?: Readonly<Record<string, unknown>>;
  /** Few values, to search by. */
  tags?: Readonly<Record<string, string>>;
  /** @default the level hint of the error, else 'error'; 'info' for a message */
  level?: ErrorLevel;
  /** Groups reports. @default class, message and call site */
  fingerprint?: readonly string[];
}

/** When work is a performance issue. */
export interface PerformanceIssueOptions {
  /** Work that takes longer is an issue, in seconds. @default 1 */
  threshold?: number;
  /** Any values, for the report and the log. */
  context?: Readonly<Record<string, unknown>>;
}

const DEFAULT_THRESHOLD_SECONDS = 1;

/**
 * Reports problems that are not thrown: an error that was handled and still matters, a violated
 * business rule, work that took too long. It never throws. An error that also reaches the end of its
 * request is reported once.
 */
export class ErrorTracker {
  constructor(private readonly observer: Observer) {}

  /** Reports an error that the app caught. */
  capture(error: unknown, details: ErrorDetails = {}): void {
    const level = details.level ?? reportHintsOf(error)?.level ?? 'error';
    const message = messageOf(error);
    this.report({ ...reportOf('captured', message, details), level, thrown: { error } });
  }

  /** Reports a message. */
  captureMessage(message: string, details: ErrorDetails = {}): void {
    const callSite = stackOfCaller(this.captureMessage);
    this.report({
      ...reportOf('captured', message, { level: 'info', ...details }),
      place: callSite,
    });
  }

  /**
   * Reports a violated business rule.
   * @param type of few values, because it is a label: `insufficient_stock`
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

/** An error whose stack begins at the call site of the method. */
function stackOfCaller(method: (...args: never[]) => void): Error {
  const callSite = new Error('call site');
  Error.captureStackTrace(callSite, method);
  return callSite;
}

function reportOf(kind: Report['kind'], message: string, details: ErrorDetails): Report {
  const { context = {}, tags = {}, level = 'error', fingerprint } = details;
  return { kind, message, level, tags, extra: context, fingerprint };
}
