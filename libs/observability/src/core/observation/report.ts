import { errorChain } from '../errors/error-chain';

/** How bad it is, in Sentry's words, the worst first. */
export const ERROR_LEVELS = ['fatal', 'error', 'warning', 'info', 'debug'] as const;
export type ErrorLevel = (typeof ERROR_LEVELS)[number];

/** What the app reports by hand: an error that it caught, something that it noticed, or an event of its business. */
export interface Report {
  /** Few values: it is a label. An event is no error: it is sent, and neither counted nor kept as one. */
  readonly kind: 'captured' | 'business' | 'performance' | 'event';
  /** What was caught; without it the message alone is reported. */
  readonly thrown?: { readonly error: unknown };
  readonly message: string;
  readonly level: ErrorLevel;
  readonly tags: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;
  /** Whom it is about, where that is not the user of the request. */
  readonly userId?: string;
  /** Made where the app reports a text, for its stack. */
  readonly place?: Error;
  /** What makes two reports the same; without it they are compared. */
  readonly fingerprint?: readonly string[];
}

/** Where an error says how it wants to be reported. The same symbol in each copy of the library. */
export const REPORT_HINTS = Symbol.for('nestjs-observability.report-hints');

/** What an error says of its own report. */
export interface ReportHints {
  readonly level?: ErrorLevel;
  readonly fingerprint?: readonly string[];
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What the error, else the first of its causes, says of its report. */
export function reportHintsOf(error: unknown): ReportHints | undefined {
  for (const link of errorChain(error)) {
    const hints = ownHints(link);
    if (hints) return hints;
  }
  return undefined;
}

function ownHints(link: unknown): ReportHints | undefined {
  try {
    return (link as { [REPORT_HINTS]?: ReportHints } | null | undefined)?.[REPORT_HINTS];
  } catch {
    // A proxy that refuses to be read.
    return undefined;
  }
}
