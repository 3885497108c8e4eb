/**
 * Hears of each line that the app's own code logs, when it has been written. The library's own
 * lines are not told: they speak of what the signals know already.
 */
export interface LineListener {
  /**
   * @param level pino's number: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal
   * @param written what was written: a record and a text, or the text alone; without secrets
   * @param given what the app gave, as it gave it
   */
  heard(level: number, written: readonly unknown[], given: readonly unknown[]): void;
}

/** Stands in for the listener while the loggers are made, which is before there is one. */
export class LineRelay implements LineListener {
  private listener: LineListener | undefined;

  connect(listener: LineListener): void {
    this.listener = listener;
  }

  heard(level: number, written: readonly unknown[], given: readonly unknown[]): void {
    this.listener?.heard(level, written, given);
  }
}
