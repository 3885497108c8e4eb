import { HttpException } from '@nestjs/common';
import { REPORT_HINTS } from '../core';
import type { ErrorLevel, ReportHints } from '../core';

/** Options of a MonitoredException. */
export interface MonitoredExceptionOptions {
  /** Any values for the developers: they are part of the redacted report, and never of the response. */
  context?: Readonly<Record<string, unknown>>;
  /** The level of the report; whether it is reported depends on the status alone. @default 'error' */
  level?: ErrorLevel;
  /** The grouping key. @default class, message and call site */
  fingerprint?: readonly string[];
  /** The status that the client gets; below `errors.minStatus` (500) it is not reported. @default 500 */
  status?: number;
  cause?: unknown;
}

const INTERNAL_SERVER_ERROR = 500;

/**
 * An exception whose report has more than its message. It is reported once, at the edge of the app,
 * if it is uncaught; one that is caught is not reported. As with every HttpException, the client reads the message.
 *
 * @example `throw new MonitoredException('The invoice has no lines', { context: { invoiceId } })`
 */
export class MonitoredException extends HttpException {
  readonly context: Readonly<Record<string, unknown>>;
  readonly level: ErrorLevel;
  readonly fingerprint: readonly string[] | undefined;

  constructor(message: string, options: MonitoredExceptionOptions = {}) {
    const { context = {}, level = 'error', fingerprint, cause } = options;
    const { status = INTERNAL_SERVER_ERROR } = options;
    super(message, status, { cause });
    this.context = context;
    this.level = level;
    this.fingerprint = fingerprint;
  }

  /** @internal Read by the errors signal, which does not depend on this class. */
  get [REPORT_HINTS](): ReportHints {
    const { context, level, fingerprint } = this;
    return { context, level, fingerprint };
  }
}
