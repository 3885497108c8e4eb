import { ObservabilityError } from '../../core';

/** The app answered with a status of 500 or more, but no error was captured. */
export class UnseenError extends ObservabilityError {
  readonly code = 'ANSWERED_WITH_SERVER_ERROR';

  /** @param route its template, so that the same failure has the same words */
  static of(method: string, route: string, status: number): UnseenError {
    const error = new UnseenError(
      `${method} ${route || 'unknown'} was answered with ${status}, but no error was captured: the status was set by hand, or the ` +
        'error was handled where the module cannot see it.',
    );
    // It was created here and says nothing about the app's code.
    error.stack = `${error.name}: ${error.message}`;
    return error;
  }
}
