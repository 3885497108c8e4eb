// Captures calls of methods that @Monitored, @Timed and @Counted mark.
// Enters: the metadata of the decorators and the classes in the container.
// Leaves: one observation for each call, the list of operations and that of measurements.
export { Logged } from './logged.decorator';
export type { LoggedOptions } from './logged.decorator';
export { Counted, Timed } from './measured.decorator';
export type { MeasuredOptions, TimedOptions } from './measured.decorator';
export { wrapOutside } from './method.wrapper';
export type { Method } from './keep-identity';
export { Monitored, NotAMethodError, Unmonitored } from './monitored.decorator';
export {
  MONITORED_DEFAULTS,
  MONITORED_OPTIONS,
  MONITORED_RULES,
  MonitoredExplorer,
} from './monitored.explorer';
export type { MonitoredDefaults } from './monitored.explorer';
export type { MonitoredOptions } from './monitored.metadata';
export { OperationRegistry } from './operation.registry';
