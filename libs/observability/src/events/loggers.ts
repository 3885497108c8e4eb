import type { Logger } from 'pino';

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
  constructor(private readonly source: LoggerSource) {}

  /** The logger of that name, made when first asked for; `logger` on its lines is the name. */
  get(name: string): Logger {
    return this.source.get(name);
  }
}
