import { RequestObservation } from '../../../core';
import type { Listener, Observation } from '../../../core';
import type { TailBuffer } from './tail-buffer';

/**
 * Wraps the listener to write the kept lines of failed or slow work first, before the line of its end.
 * Without a tail it returns the listener unchanged.
 */
export function settlingTail<T extends Observation>(
  listener: Listener<T>,
  tail: TailBuffer | undefined,
): Listener<T> {
  if (!tail) return listener;
  return {
    begin: listener.begin?.bind(listener),
    around: listener.around?.bind(listener),
    discard: listener.discard?.bind(listener),
    end: (observation) => {
      const { context } = observation;
      // The end of a call inside a request is not the end of the request.
      const isEdge = context?.observation === observation;
      if (isEdge) tail.settle(context, isTold(observation, tail));
      listener.end?.(observation);
    },
  };
}

function isTold(observation: Observation, tail: TailBuffer): boolean {
  const isServerError = observation instanceof RequestObservation && observation.status >= 500;
  const isFailure =
    observation instanceof RequestObservation ? observation.isUnexpected : observation.failed;
  return isServerError || isFailure || tail.isSlow(observation.durationSeconds);
}
