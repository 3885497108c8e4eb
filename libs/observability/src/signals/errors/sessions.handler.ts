import type { Listener, ObservationHandler, RequestObservation } from '../../core';

/** Counts requests for release health. */
export interface SessionCounter {
  count(hasFailed: boolean): void;
}

/** Release health: each request is a session of its release, and one with an unhandled error counts as crashed. */
export class SessionsHandler implements ObservationHandler {
  readonly name = 'release health';
  readonly requests: Listener<RequestObservation>;

  constructor(sessions: SessionCounter) {
    this.requests = { end: ({ isUnexpected }) => sessions.count(isUnexpected) };
  }
}
