/**
 * Receives each line that the app's own code logs, after it has been written. The library's own
 * lines are not passed on: the signals know already what they report.
 */
export interface LineListener {
  /**
   * @param level pino's number: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal
   * @param written what was written: a record and a text, or the text alone; without secrets
   * @param given what the app gave, as it gave it
   */
  onLine(level: number, written: readonly unknown[], given: readonly unknown[]): void;
}

/** Stands in for the listener while the loggers are made, which is before there is one. */
export class LineRelay implements LineListener {
  private listener: LineListener | undefined;

  connect(listener: LineListener): void {
    this.listener = listener;
  }

  onLine(level: number, written: readonly unknown[], given: readonly unknown[]): void {
    this.listener?.onLine(level, written, given);
  }
}
