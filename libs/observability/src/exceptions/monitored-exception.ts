import { HttpException } from '@nestjs/common';
import { REPORT_HINTS } from '../core';
import type { ErrorLevel, ReportHints } from '../core';

/** What a MonitoredException knows besides its message. */
export interface MonitoredExceptionOptions {
  /** Any values for the developers: they go into the report, scrubbed, and never into the answer. */
  context?: Readonly<Record<string, unknown>>;
  /** How bad it is, where it is reported; whether it is, the status alone decides. @default 'error' */
  level?: ErrorLevel;
  /** What makes two of them the same. @default class, message and place */
  fingerprint?: readonly string[];
  /** The status that the client gets; with one below `errors.minStatus` (500) it is an answer and no report. @default 500 */
  status?: number;
  cause?: unknown;
}

const INTERNAL_SERVER_ERROR = 500;

/**
 * An exception whose report says more than its message. It is reported once, at the edge where
 * nobody handles it; one that is caught is not. As with every HttpException, the client reads the message.
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

  /** @internal Read by the errors signal, which does not know this class. */
  get [REPORT_HINTS](): ReportHints {
    const { context, level, fingerprint } = this;
    return { context, level, fingerprint };
  }
}
