import {
  currentContext,
  markReported,
  RequestContext,
  runInContext,
  TaskObservation,
  watchResult,
} from '../../core';
import type { Observer, ScheduledTask } from '../../core';

/** Observes one run of a scheduled method. One that a request or job calls itself is a part of that. */
export function runTask(observer: Observer, task: ScheduledTask, work: () => unknown): unknown {
  // A timer that was set during a request keeps the context of that request long after its end.
  const outer = currentContext()?.observation;
  if (outer && !outer.ended) return work();
  return startTask(observer, task, work);
}

/** Observes one run as a piece of work of its own, wherever its timer was set. */
export function startTask(observer: Observer, task: ScheduledTask, work: () => unknown): unknown {
  const context = new RequestContext(observer);
  const observation = new TaskObservation(observer.clock.now(), context, task);
  context.observation = observation;
  return runInContext(context, () => {
    observer.tasks.begin(observation);
    return settled(observer, observation, work);
  });
}

function settled(observer: Observer, observation: TaskObservation, work: () => unknown): unknown {
  const failed = (error: unknown): void => {
    observation.fail(error);
    observer.tasks.end(observation);
    // Nest logs what a scheduled method throws, and nothing else becomes of it.
    markReported(error);
  };
  const done = (): void => observer.tasks.end(observation);
  let result: unknown;
  try {
    result = observer.tasks.run(observation, work);
  } catch (error) {
    failed(error);
    throw error;
  }
  return watchResult(result, { done, failed });
}
