import { currentContext, runInContext } from '../../core';
import type { Observer, OperationObservation, RequestContext } from '../../core';

/** One call of a monitored method, under way. */
export interface Call {
  readonly observation: OperationObservation;
  /** Ends the observation. */
  end(observation: OperationObservation): void;
  /** Takes the call's own observation back: the work begins later, when somebody asks for values. */
  postpone(): void;
  /** Begins another observation of the same operation: a second subscription is a second run. */
  begin(): OperationObservation;
  /** Runs a piece of the work in the context of the call, wherever it is asked for. */
  run<R>(observation: OperationObservation, work: () => R): R;
}

/** A call whose observations go to an app's observer. */
export class ObservedCall implements Call {
  constructor(
    readonly observation: OperationObservation,
    private readonly context: RequestContext | undefined,
    private readonly operations: Observer['operations'],
    readonly begin: () => OperationObservation,
  ) {}

  end(observation: OperationObservation): void {
    this.operations.end(observation);
  }

  postpone(): void {
    this.operations.discard(this.observation);
    if (this.context?.observation === this.observation) this.context.observation = undefined;
  }

  run<R>(observation: OperationObservation, work: () => R): R {
    const inside = (): R => this.operations.run(observation, work);
    const isInside = !this.context || currentContext() === this.context;
    return isInside || !this.context ? inside() : runInContext(this.context, inside);
  }
}
