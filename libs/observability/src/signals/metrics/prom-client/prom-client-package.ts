import type * as PromClient from 'prom-client';
import { isLoaded } from '../../../core';

/** The package prom-client, which is loaded when it is first needed. */
export function promClient(): typeof PromClient {
  // A bundler follows it, and Node loads it only here.
  return require('prom-client') as typeof PromClient;
}

/** prom-client's default registry; undefined while the app has not loaded prom-client, so that nothing can be in it. */
export function defaultRegistry(): PromClient.Registry | undefined {
  return isLoaded('prom-client') ? promClient().register : undefined;
}
