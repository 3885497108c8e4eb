import type { Logger } from 'pino';
import { currentContext } from '../core';
import type { Redactor } from '../core';
import { assignFields, warnOfNoRequest, warnOfTooMuch } from '../signals/logs';

/** Creates loggers by name. */
interface LoggerSource {
  get(name: string): Logger;
}

/**
 * The app's loggers by name: `root`, `nest`, `http`, `database`, `queue`, `health`, `app`,
 * `business`, `performance`, `security`, and any other name. Each is a pino logger
 * with a level and destinations of its own (`logs.loggers`).
 *
 * @example `constructor(loggers: Loggers) { this.logger = loggers.get('billing'); }`
 */
export class Loggers {
  constructor(
    private readonly source: LoggerSource,
    private readonly redactor: Redactor,
  ) {}

  /** The logger of that name, created at its first use; `logger` on its lines is the name. */
  get(name: string): Logger {
    return this.source.get(name);
  }

  /**
   * Adds fields, below `extra`, to all further lines of the current request, job or message.
   * @example `loggers.assign({ tenant: request.headers['x-tenant'] })`
   */
  assign(fields: object): void {
    const context = currentContext();
    if (!context) warnOfNoRequest('Loggers.assign()');
    else if (!assignFields(context, fields, this.redactor)) warnOfTooMuch('Loggers.assign()');
  }
}
