import type { Clock } from '../time/clock';
import type { Drops } from '../async/drops';
import type { Listener } from './handler';
import type { Observation } from './observation';

/** A listener that knows the name of its signal. */
export interface NamedListener<T extends Observation> {
  readonly name: string;
  readonly listener: Listener<T>;
}

type Step<T> = (observation: T) => void;

/**
 * The listeners of one kind of observation, as arrays fixed at start-up. With none, beginning and
 * ending is all it costs. A listener that throws hurts neither the app nor the other listeners.
 */
export class Channel<T extends Observation> {
  private readonly begins: Step<T>[];
  private readonly ends: Step<T>[];
  private readonly discards: Step<T>[];
  private readonly arounds: NonNullable<Listener<T>['around']>[];

  constructor(
    listeners: readonly NamedListener<T>[],
    private readonly clock: Clock,
    drops: Drops,
  ) {
    const steps = (verb: 'begin' | 'end' | 'discard'): Step<T>[] =>
      listeners.flatMap(({ name, listener }) => {
        const step = listener[verb];
        return step ? [guarded(step.bind(listener), name, drops)] : [];
      });
    this.begins = steps('begin');
    this.ends = steps('end');
    this.discards = steps('discard');
    this.arounds = listeners.flatMap(({ listener }) =>
      listener.around ? [listener.around.bind(listener)] : [],
    );
  }

  /** Whether anything becomes of what is observed; else clients need not be wrapped for it. */
  get hasListeners(): boolean {
    const { begins, ends, discards, arounds } = this;
    return begins.length + ends.length + discards.length + arounds.length > 0;
  }

  begin(observation: T): T {
    for (let i = 0; i < this.begins.length; i += 1) this.begins[i]!(observation);
    return observation;
  }

  /** Whether `run` does more than to call the work. */
  get hasArounds(): boolean {
    return this.arounds.length > 0;
  }

  /** Runs the work inside what the listeners began. */
  run<R>(observation: T, work: () => R): R {
    const [around] = this.arounds;
    if (!around) return work();
    if (this.arounds.length === 1) return around(observation, work);
    return this.arounds.reduceRight<() => R>(
      (inner, outer) => () => outer(observation, inner),
      work,
    )();
  }

  /** Ends it once; a second end is no news. */
  end(observation: T): void {
    if (observation.ended) return;
    observation.ended = true;
    observation.durationSeconds = (this.clock.now() - observation.startedAt) / 1000;
    for (let i = 0; i < this.ends.length; i += 1) this.ends[i]!(observation);
  }

  /** Forgets an observation whose work has not begun. */
  discard(observation: T): void {
    if (observation.ended) return;
    observation.ended = true;
    for (let i = 0; i < this.discards.length; i += 1) this.discards[i]!(observation);
  }
}

function guarded<T>(step: Step<T>, name: string, drops: Drops): Step<T> {
  return (observation) => {
    try {
      step(observation);
    } catch {
      drops.count(name);
    }
  };
}
