// The composition root: the one folder that knows all others.
// Enters: the user's options.
// Leaves: the Nest module that wires everything by DI.
export { ConfiguredTwiceError, NoOptionsError } from './options/module.errors';
export { ObservabilityModule } from './observability.module';
export type {
  ObservabilityAsyncOptions,
  ObservabilityOptions,
  ObservabilityOptionsFactory,
  ServiceOptions,
} from './options/observability.options';
