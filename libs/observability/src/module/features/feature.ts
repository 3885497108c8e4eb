import type { InjectionToken, Provider } from '@nestjs/common';

/** Returns a provider of the module. */
export type Get = <T>(token: InjectionToken<T>) => T;

/**
 * One feature of the library: what it adds to the container, and what it does while the app starts and stops.
 * `features.ts` says the order.
 */
export interface Feature {
  readonly name: string;
  readonly providers: readonly Provider[];
  /** What the app may inject. */
  readonly exports?: readonly (Function | string | symbol)[];
  /** Called before Nest registers routes, because it keeps references to the methods and filters that are wrapped here. */
  start?(get: Get): void;
  /** Called when the app has started: its routes are known, and it does not listen yet. */
  ready?(get: Get): void | Promise<void>;
  /** Undoes `start` and `ready`: when the app shuts down, or when its start has failed. Called once, in reverse order. */
  stop?(get: Get): void;
  /** Delivers what is still held, within the limit in milliseconds; all features do it at the same time. */
  flush?(get: Get, limitMs: number): Promise<unknown> | undefined;
  /** Called after the flush, in reverse order. */
  close?(get: Get, limitMs: number): void | Promise<void>;
}
