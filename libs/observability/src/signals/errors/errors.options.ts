import { rules } from '../../core';

/** Which errors are reported, and where to. */
export interface ErrorsOptions {
  /** Sentry's DSN; without one nothing leaves the machine. @default SENTRY_DSN */
  dsn?: string;
  /** Part of the errors that is sent, 0 to 1. @default 1 */
  sampleRate?: number;
  /** The most events of one kind (transaction, class, message, place) in a second; repeats beyond are counted. @default 10 */
  repeatsPerSecond?: number;
  /** The release that events belong to. @default SENTRY_RELEASE, else the service's version */
  release?: string;
}

/** https://docs.sentry.io/concepts/key-terms/dsn-explainer/ */
const DSN = /^https?:\/\/[\w-]+(:[\w-]+)?@[\w.:[\]-]+(\/[\w./-]*)?\/\d+$/;

export const ERRORS_RULES = rules.section<ErrorsOptions>({
  dsn: rules.text(DSN, "Sentry's DSN, https://<key>@<host>/<project number>"),
  sampleRate: rules.number({ min: 0, max: 1 }),
  repeatsPerSecond: rules.number({ min: 1, max: 1_000_000 }),
  release: rules.text(),
});
