// What the module is made of: its providers, and what starts and stops them.
// Enters: the resolved options, by DI.
// Leaves: what an app's container gets, loaded when the module is configured and not before.
export { namedLoggerProviders } from './events.providers';
export { LifecycleModule } from './lifecycle.module';
export { pinoLoggerModules } from './pino-logger.providers';
export { EXPORTS, PROVIDERS } from './providers';
export type { Startup } from './startup';
