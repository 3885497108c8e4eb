import type { Registry } from 'prom-client';
import { hasSeries, RECORDINGS } from './prom-client-metric';

/** Called for a metric before the app uses it. */
type OnMade = (metric: object) => void;

interface Watched {
  readonly listeners: Set<OnMade>;
  readonly restore: () => void;
}

const watched = new WeakMap<Registry, Watched>();
const METHOD = { writable: true, configurable: true };
const METHODS = [...RECORDINGS, 'startTimer', 'labels'] as const;

/**
 * Calls `onMade` for each metric that is registered from now on, before its first use. All apps share
 * one replaced method of a registry.
 * @returns a function that stops it
 */
export function watchRegistry(registry: Registry, onMade: OnMade): () => void {
  const known = watched.get(registry) ?? watch(registry);
  known.listeners.add(onMade);
  return () => {
    known.listeners.delete(onMade);
    if (known.listeners.size > 0) return;
    known.restore();
    watched.delete(registry);
  };
}

function watch(registry: Registry): Watched {
  const listeners = new Set<OnMade>();
  const own = Object.getOwnPropertyDescriptor(registry, 'registerMetric');
  // Called with its own registry below.
  // oxlint-disable-next-line typescript/unbound-method
  const register = registry.registerMetric;
  const replaced: Registry['registerMetric'] = (metric) => {
    register.call(registry, metric);
    if (listeners.size === 0 || !hasSeries(metric)) return;
    beforeFirstUse(metric, () => {
      for (const onMade of listeners) onMade(metric);
    });
  };
  Object.defineProperty(registry, 'registerMetric', { ...METHOD, value: replaced });
  const restore = (): void => {
    // A replacement made after ours stays and calls ours, which does nothing without listeners.
    if (registry.registerMetric !== replaced) return;
    if (own) Object.defineProperty(registry, 'registerMetric', own);
    else Reflect.deleteProperty(registry, 'registerMetric');
  };
  const known = { listeners, restore };
  watched.set(registry, known);
  return known;
}

/**
 * A metric is registered before its constructor has ended, which still adds methods to it. So each
 * method waits until it is first read, or until the next turn.
 */
function beforeFirstUse(metric: object, work: () => void): void {
  const methods = metric as Record<string, unknown>;
  const given = new Map<string, unknown>();
  const getters = new Map<string, () => unknown>();
  let isDone = false;
  const finish = (): void => {
    if (isDone) return;
    isDone = true;
    for (const [name, get] of getters) {
      if (Object.getOwnPropertyDescriptor(metric, name)?.get !== get) continue;
      Reflect.deleteProperty(metric, name);
      if (given.has(name)) methods[name] = given.get(name);
    }
    work();
  };
  for (const name of METHODS) {
    if (Object.hasOwn(metric, name)) given.set(name, methods[name]);
    const get = (): unknown => {
      finish();
      return methods[name];
    };
    getters.set(name, get);
    const set = (value: unknown): void => void given.set(name, value);
    Object.defineProperty(metric, name, { get, set, configurable: true, enumerable: true });
  }
  queueMicrotask(finish);
}
