/** The members of a prom-client metric that are used or replaced. */
export interface PromClientMetric {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly enableExemplars?: boolean;
  /** The series by their labels; a new object after a reset. */
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
/** Labels and value, the value alone, or all in one object if exemplars are on. */
export type Recording = (labels?: unknown, value?: unknown) => unknown;
/** Ends the timer and returns the seconds. */
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
  try {
    return hasSeries(thing) && RECORDINGS.some((name) => typeof thing[name] === 'function');
  } catch {
    // A proxy or mock that refuses to be inspected is not one.
    return false;
  }
}

/** Whether it looks like a prom-client metric, whose constructor may still be running. */
export function hasSeries(thing: unknown): thing is PromClientMetric {
  if (!isObject(thing)) return false;
  const { name, help, labelNames, hashMap } = thing as Partial<PromClientMetric>;
  return (
    typeof name === 'string' &&
    typeof help === 'string' &&
    Array.isArray(labelNames) &&
    isObject(hashMap)
  );
}

export function isObject(thing: unknown): thing is object {
  return typeof thing === 'object' && thing !== null;
}
