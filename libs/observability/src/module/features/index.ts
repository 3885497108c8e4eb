// What the module is made of: one feature a file, and the order in which they start and stop.
// Enters: the resolved options, by DI.
// Leaves: what an app's container gets, loaded when the module is configured and not before.
export { namedLoggerProviders } from './events.feature';
export type { FeatureRunner } from './feature-runner';
export { EXPORTS, PROVIDERS } from './features';
export { LifecycleModule } from './lifecycle.module';
export { pinoLoggerModules } from './nestjs-pino.feature';
