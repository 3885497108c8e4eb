import type { LogDestination } from 'nestjs-observability';

/** One line of the log, parsed. */
export type LogLine = Record<string, unknown> & {
  readonly level: string;
  readonly message: string;
  readonly logger?: string;
  readonly request_id?: string;
  readonly trace_id?: string;
};

/** Keeps every line that the app logs. */
export class LogRecorder implements LogDestination {
  readonly lines: LogLine[] = [];

  write(line: string): void {
    this.lines.push(JSON.parse(line) as LogLine);
  }

  of(logger: string): LogLine[] {
    return this.lines.filter((line) => line.logger === logger);
  }

  /** The access lines, each with what it says of its request. */
  get access(): (LogLine & { http: Record<string, unknown> })[] {
    return this.lines.filter((line) => line.message === 'request completed') as never;
  }

  /** The lines at error, without the access lines of requests that failed. */
  get errors(): LogLine[] {
    return this.lines.filter(
      ({ level, message }) => level === 'error' && message !== 'request completed',
    );
  }

  clear(): void {
    this.lines.length = 0;
  }
}
