import { oneLine } from '../text/one-line';

/** The base of every error that the library throws: at start-up, to developers, never in a request. */
export abstract class ObservabilityError extends Error {
  /** Stable name of the mistake, to match on. */
  abstract readonly code: string;

  /** @param message one line, or several; each may hold values of the app, which stay on their line */
  constructor(message: string | readonly string[], options?: ErrorOptions) {
    super([message].flat().map(oneLine).join('\n'), options);
    this.name = new.target.name;
  }
}
