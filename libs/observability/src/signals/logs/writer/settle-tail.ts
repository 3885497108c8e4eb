import { RequestObservation } from '../../../core';
import type { Listener, Observation } from '../../../core';
import type { TailBuffer } from './tail-buffer';

/**
 * The listener, which first writes the lines kept of work that has failed or was slow; so they
 * stand before the line of its end. Without a tail it is the listener as it was.
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
      // A call inside a request is not its end.
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
