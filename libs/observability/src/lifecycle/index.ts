// Graceful shutdown between the signal and the exit: drain, finish, cut off, flush.
// Enters: the signals, and the servers with their connections and requests under way.
// Leaves: an app that can be destroyed, and log lines about requests that did not finish.
export {
  drainDelayOf,
  LIFECYCLE_DEFAULTS,
  LIFECYCLE_RULES,
  resolveLifecycle,
} from './lifecycle.options';
export type { LifecycleOptions, ResolvedLifecycleOptions } from './lifecycle.options';
export { HttpServers } from './http-servers';
export { ForcedExit } from './forced-exit';
export { RoutingWatch } from './routing-watch';
export type { RoutedRequest } from './routing-watch';
export { Shutdown } from './shutdown';
export type { ObservationOf, ShutdownLogger } from './cut-off-requests';
