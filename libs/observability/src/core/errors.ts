/** The base of every error that the library throws: at start-up, to developers, never in a request. */
export abstract class ObservabilityError extends Error {
  /** Stable name of the mistake, to match on. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
