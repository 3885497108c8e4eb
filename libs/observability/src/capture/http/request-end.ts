import { CLIENT_CLOSED_REQUEST, ObservabilityError } from '../../core';
import type { ServerResponse } from 'node:http';
import type { Observer, RequestObservation } from '../../core';
import { requestBodyBytes, responseBodyBytes } from './body-sizes';
import { IS_OWN } from './observed-response';
import type { HttpObservation, ObservedResponse } from './observed-response';
import { endingOf } from './response-ending';
import type { RouteNamer } from './route-namer';

const SERVER_ERROR = 500;

/** Ends the observations of requests. */
export class RequestEnd {
  constructor(
    private readonly observer: Observer,
    private readonly routes: RouteNamer,
  ) {}

  /** Ends it once: names the route, notes the status and the sizes, and says how it went. */
  end(observation: HttpObservation, response: ServerResponse): void {
    if (observation.ended) return;
    const { isAborted, error } = endingOf(response, observation.request);
    if (error !== undefined) observation.breakOff(error);
    observation.route ||= this.nameOf(observation);
    if (observation.isChunked) observation.requestBodyBytes = requestBodyBytes(observation.request);
    observation.responseBodyBytes = responseBodyBytes(observation.method, response, isAborted);
    observation.status =
      isAborted && !response.headersSent ? CLIENT_CLOSED_REQUEST : response.statusCode;
    if (observation.status >= SERVER_ERROR && !observation.failed && !isAborted) {
      this.failUnseen(observation, response);
    }
    if (isAborted) observation.outcome = 'aborted';
    else observation.outcome = isFailure(observation) ? 'error' : 'ok';
    this.observer.requests.end(observation);
    this.letGo(observation, (!isAborted && error === undefined) || response.headersSent);
  }

  /** A probe that the library answers itself, or Terminus, says by its status what it means. */
  private failUnseen(observation: RequestObservation, response: ObservedResponse): void {
    if (response[IS_OWN] || observation.failedHealthCheck) return;
    observation.fail(UnseenError.of(observation.method, observation.route, observation.status));
  }

  /** Errors and log lines may still come; they need little of what the exchange holds. */
  private letGo(observation: RequestObservation, hasAnswered: boolean): void {
    observation.context.settle();
    observation.letGo(hasAnswered);
  }

  /** It reads what the framework left behind, in a listener whose errors would end the process. */
  private nameOf(observation: HttpObservation): string {
    try {
      return this.routes.nameOf(observation);
    } catch {
      this.observer.drops.count('route');
      return '';
    }
  }
}

function isFailure({ status, isUnexpected }: RequestObservation): boolean {
  return status >= SERVER_ERROR || isUnexpected;
}

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
