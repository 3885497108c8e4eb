import type { Logger } from 'pino';
import { currentContext } from '../core';
import type { Redactor } from '../core';
import { assignFields, warnOfNoRequest, warnOfTooMuch } from '../signals/logs';

/** What makes loggers by name. */
interface LoggerSource {
  get(name: string): Logger;
}

/**
 * The app's loggers by name: `root`, `nest`, `http`, `database`, `queue`, `health`, `app`,
 * `business`, `performance`, `security`, and any other that you ask for. Each is a logger of pino
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
   * Puts fields on all lines that the running request, job or message has from now on, below `extra`.
   * @example `loggers.assign({ tenant: request.headers['x-tenant'] })`
   */
  assign(fields: object): void {
    const context = currentContext();
    if (!context) warnOfNoRequest('Loggers.assign()');
    else if (!assignFields(context, fields, this.redactor)) warnOfTooMuch('Loggers.assign()');
  }
}
