import { rules } from '../../core';

/** Which errors are reported, and where to. */
export interface ErrorsOptions {
  /** Sentry's DSN; without one nothing leaves the machine. @default SENTRY_DSN */
  dsn?: string;
  /** Part of the errors that is sent, 0 to 1. @default 1 */
  sampleRate?: number;
  /** The release that events belong to. @default SENTRY_RELEASE, else the service's version */
  release?: string;
}

/** https://docs.sentry.io/concepts/key-terms/dsn-explainer/ */
const DSN = /^https?:\/\/[\w-]+(:[\w-]+)?@[\w.:[\]-]+(\/[\w./-]*)?\/\d+$/;

export const ERRORS_RULES = rules.section<ErrorsOptions>({
  dsn: rules.text(DSN, "Sentry's DSN, https://<key>@<host>/<project number>"),
  sampleRate: rules.number({ min: 0, max: 1 }),
  release: rules.text(),
});
