// Captures calls of methods that @Monitored marks.
// Enters: the metadata of the decorators and the classes in the container.
// Leaves: one OperationObservation for each call, and the list of operations.
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
