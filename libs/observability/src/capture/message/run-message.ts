import { finalize, isObservable, Observable, tap } from 'rxjs';
import {
  isNativePromise,
  isResultOf,
  MessageObservation,
  RequestContext,
  runInContext,
} from '../../core';
import type { MessageRoute, Observer, Origin } from '../../core';

/** Observes one message while the work handles it, until the last of its answers. */
export function runMessage(
  observer: Observer,
  route: MessageRoute,
  origin: Origin,
  work: () => unknown,
): unknown {
  const context = new RequestContext(observer, origin);
  const observation = new MessageObservation(observer.clock.now(), context, route);
  context.observation = observation;
  const message = new Message(observer, observation);
  return runInContext(context, () => {
    observer.messages.begin(observation);
    return message.run(work);
  });
}

/** A message in progress. */
class Message {
  constructor(
    private readonly observer: Observer,
    private readonly observation: MessageObservation,
  ) {}

  run(work: () => unknown): unknown {
    try {
      const result = this.observer.messages.run(this.observation, work);
      if (isNativePromise(result)) return this.settle(result);
      return this.answer(result);
    } catch (error) {
      return this.fail(error);
    }
  }

  private async settle(result: Promise<unknown>): Promise<unknown> {
    try {
      return this.answer(await result);
    } catch (error) {
      return this.fail(error);
    }
  }

  private answer(result: unknown): unknown {
    if (isResultOf(result, isObservable)) return this.inContext(result);
    this.observer.messages.end(this.observation);
    return result;
  }

  /**
   * Answers come when the transport subscribes, outside the message's context. What arrives here as
   * an error is the answer that Nest made of it; the error itself was captured before.
   */
  private inContext(answers: Observable<unknown>): Observable<unknown> {
    const { observer, observation } = this;
    const observed = answers.pipe(
      tap({ error: (error: unknown) => observation.fail(error) }),
      finalize(() => observer.messages.end(observation)),
    );
    return new Observable((subscriber) =>
      runInContext(observation.context, () =>
        observer.messages.run(observation, () => observed.subscribe(subscriber)),
      ),
    );
  }

  private fail(error: unknown): never {
    this.observation.fail(error);
    this.observer.messages.end(this.observation);
    throw error;
  }
}
