import { Global, Inject, Module } from '@nestjs/common';
import type {
  DynamicModule,
  NestModule,
  OnApplicationBootstrap,
  OnApplicationShutdown,
  OnModuleInit,
  Provider,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { watchStart } from '../capture/process';
import {
  EXPORTS,
  LifecycleModule,
  namedLoggerProviders,
  pinoLoggerModules,
  PROVIDERS,
} from './features';
import type { FeatureRunner } from './features';
import { asyncOptionProviders } from './options/option.providers';
import type {
  ObservabilityAsyncOptions,
  ObservabilityOptions,
} from './options/observability.options';
import { GIVEN_OPTIONS, STARTUP } from './options/tokens';

const NO_OPTIONS: ObservabilityOptions = {};
const modules = new WeakMap<ObservabilityOptions, DynamicModule>();

/**
 * Metrics, logs, error tracking, traces and health for the whole app. Import it once, in the root
 * module; it is global.
 */
@Global()
@Module({})
export class ObservabilityModule
  implements NestModule, OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  constructor(@Inject(STARTUP) private readonly startup: FeatureRunner) {}

  /**
   * Sets the module up; without options it works as well.
   * @throws InvalidOptionsError when the app starts, listing every mistake
   * @example `@Module({ imports: [ObservabilityModule.forRoot()] })`
   */
  static forRoot(options: ObservabilityOptions = NO_OPTIONS): DynamicModule {
    // The same options give the same module, so that Nest takes a second import for the first.
    const isKeyable = typeof options === 'object' && options !== null;
    const known = isKeyable ? modules.get(options) : undefined;
    const made = define([{ provide: GIVEN_OPTIONS, useValue: options }]);
    if (known) return Object.assign(known, made);
    if (isKeyable) modules.set(options, made);
    return made;
  }

  /**
   * Sets the module up with options from other providers.
   * @throws NoOptionsError without useFactory, useClass or useExisting
   * @example `ObservabilityModule.forRootAsync({ inject: [ConfigService], useFactory: (config) => ({ ... }) })`
   */
  static forRootAsync(options: ObservabilityAsyncOptions): DynamicModule {
    return define(asyncOptionProviders(options), options.imports);
  }

  /** Nest calls it before it registers routes; an app without HTTP has only `onModuleInit`. */
  configure(): void {
    this.startup.begin();
  }

  onModuleInit(): void {
    this.startup.begin();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.startup.ready();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.startup.end();
  }
}

function define(
  optionProviders: Provider[],
  imports: DynamicModule['imports'] = [],
): DynamicModule {
  // Reports failed starts where a preload listens: the app may fail before the module is set up.
  watchStart();
  const loggers = namedLoggerProviders();
  return {
    module: ObservabilityModule,
    imports: importsWith(imports),
    providers: [...optionProviders, ...PROVIDERS, ...loggers],
    exports: [...EXPORTS, ...loggers.map(({ provide }) => provide)],
  };
}

/** nestjs-pino collects the classes that inject a logger when its module is created, so it is created each time. */
function importsWith(imports: DynamicModule['imports'] = []): DynamicModule['imports'] {
  return [DiscoveryModule, LifecycleModule, ...pinoLoggerModules(), ...imports];
}
