import type { Observer, ReadingSource } from '../core';
import type { HealthIndicator } from '../health';

/** One provider of the container, looked at once when the app starts. */
export interface Provided {
  readonly token: unknown;
  readonly instance: object;
}

/** Support for one outside product: it recognises the product's clients and looks after them. */
export interface Integration {
  /** The product's name, for messages. */
  readonly product: string;
  /** The indicator of the clients among these; undefined when there are none. */
  indicatorOf?(provided: readonly Provided[]): HealthIndicator | undefined;
  /** Lets the clients among these begin observations and carry contexts. */
  instrument?(provided: readonly Provided[], observer: Observer): void;
  /** What can be read of the clients among these at each scrape. */
  readings?(provided: readonly Provided[]): ReadingSource[];
}

/** Whether the object has all of these methods; foreign clients are known by what they can do. */
export function hasMethods(value: object, ...names: readonly string[]): boolean {
  try {
    return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
  } catch {
    // A proxy or getter that does not want to be asked is none of ours.
    return false;
  }
}
