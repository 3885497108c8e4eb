/** What is asked of a metric of prom-client, and what is replaced in it. */
export interface PromClientMetric {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly enableExemplars?: boolean;
  /** The series by their labels; another object after a reset. */
  readonly hashMap: Readonly<Record<string, { readonly labels?: PromClientLabels }>>;
  inc?: Recording;
  dec?: Recording;
  set?: Recording;
  observe?: Recording;
  setToCurrentTime?: (labels?: unknown) => unknown;
  startTimer?: StartTimer;
  labels?: (...values: unknown[]) => PromClientChild;
}

export type PromClientLabels = Readonly<Record<string, unknown>>;
/** Labels and value, the value alone, or all in one object where exemplars are on. */
export type Recording = (labels?: unknown, value?: unknown) => unknown;
/** Ends the timer: the seconds. */
export type EndTimer = (labels?: unknown, exemplarLabels?: unknown) => unknown;
export type StartTimer = (labels?: unknown, exemplarLabels?: unknown) => EndTimer;

/** A metric with its labels filled in. */
export interface PromClientChild {
  inc?: Recording;
  dec?: Recording;
  set?: Recording;
  observe?: Recording;
  setToCurrentTime?: () => unknown;
  startTimer?: StartTimer;
}

export const RECORDINGS = ['inc', 'dec', 'set', 'observe'] as const;

/** Whether it is a metric of prom-client, whichever copy of it the app has. */
export function isPromClientMetric(thing: unknown): thing is PromClientMetric {
  if (typeof thing !== 'object' || thing === null) return false;
  try {
    const metric = thing as Partial<PromClientMetric>;
    return (
      typeof metric.name === 'string' &&
      typeof metric.help === 'string' &&
      Array.isArray(metric.labelNames) &&
      isObject(metric.hashMap) &&
      RECORDINGS.some((name) => typeof metric[name] === 'function')
    );
  } catch {
    // A stand-in that does not want to be looked at is none.
    return false;
  }
}

export function isObject(thing: unknown): thing is object {
  return typeof thing === 'object' && thing !== null;
}
