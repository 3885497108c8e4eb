import type { ErrorLevel } from '../../../core';
import { boundedCopy } from './bounded-copy';
import { textOf } from '../facts/error-notes';
import type { Crumb } from '../facts/error-notes';

const MAX_MESSAGE_LENGTH = 1024;
const MAX_DATA_LENGTH = 1024;
const MS_PER_SECOND = 1000;

/** A log line as a breadcrumb of an event. */
export interface Breadcrumb {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly level: ErrorLevel;
  /** The class that logged, else the logger. */
  readonly category: string;
  readonly message: string;
  /** Fields that the app logged. */
  readonly data?: Record<string, unknown>;
}

/** The lines before an error as Sentry breadcrumbs. They were scrubbed when they were written. */
export function breadcrumbsOf(crumbs: readonly Crumb[]): Breadcrumb[] {
  return crumbs.map(({ at, level, written }) => {
    const { context, logger, extra } = recordIn(written);
    const category = typeof context === 'string' ? context : logger;
    return {
      timestamp: at / MS_PER_SECOND,
      level: levelOf(level),
      category: typeof category === 'string' ? category : 'app',
      message: textOf(written).slice(0, MAX_MESSAGE_LENGTH),
      ...(extra !== undefined && { data: { extra: boundedCopy(extra, MAX_DATA_LENGTH) } }),
    };
  });
}

function recordIn([first]: readonly unknown[]): Record<string, unknown> {
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
}

/** Sentry's name of a pino level. */
function levelOf(level: number): ErrorLevel {
  if (level >= 60) return 'fatal';
  if (level >= 50) return 'error';
  if (level >= 40) return 'warning';
  return level >= 30 ? 'info' : 'debug';
}
