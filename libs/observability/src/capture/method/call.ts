import { currentContext, runInContext } from '../../core';
import type { Ends, Observation, Observer, RequestContext } from '../../core';
import type { CallPlan } from './call-plan';

/** One call of an observed method, in progress; made for results that go on after the call. */
export class Call<T extends Observation = Observation> implements Ends {
  constructor(
    readonly observation: T,
    private readonly context: RequestContext | undefined,
    private readonly plan: CallPlan<T>,
    private readonly observer: Observer,
  ) {}

  /** Ends the observation. */
  end(observation: T): void {
    this.plan.channelOf(this.observer).end(observation);
  }

  /** The call has returned, or its promise was fulfilled. */
  done(): void {
    this.end(this.observation);
  }

  /** Its promise was rejected. */
  failed(error: unknown): void {
    this.observation.fail(error);
    this.end(this.observation);
  }

  /** Takes the call's own observation back: the work begins later, when values are requested. */
  postpone(): void {
    this.plan.channelOf(this.observer).discard(this.observation);
    if (this.context?.observation === this.observation) this.context.observation = undefined;
  }

  /** Begins another observation of the same operation: a second subscription is a second run. */
  begin(): T {
    const { plan, observer, context, observation } = this;
    return plan.beginLater?.(observer, context, observation) ?? plan.begin(observer, context);
  }

  /** Runs a piece of the work in the context of the call, wherever it is requested. */
  run<R>(observation: T, work: () => R): R {
    const inside = (): R => this.plan.channelOf(this.observer).run(observation, work);
    const isInside = !this.context || currentContext() === this.context;
    return isInside || !this.context ? inside() : runInContext(this.context, inside);
  }
}
