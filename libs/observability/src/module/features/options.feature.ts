import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { isOnTerminal, Warnings } from '../../core';
import { withGuardedCallbacks } from '../options/guarded-callbacks';
import { ConfiguredTwiceError } from '../options/module.errors';
import type { ObservabilityOptions } from '../options/observability.options';
import { warnOfPlatform } from '../options/platform-environment';
import { resolveOptions } from '../options/resolve-options';
import type { ResolvedOptions } from '../options/resolve-options';
import { GIVEN_OPTIONS, OPTIONS, STARTUP } from '../options/tokens';
import type { Feature } from './feature';

/** Whether the app configures the module once. */
@Injectable()
class SingleModule {
  constructor(private readonly modules: ModulesContainer) {}

  /** @throws ConfiguredTwiceError */
  check(): void {
    const own = [...this.modules.values()].filter(({ providers }) => providers.has(STARTUP));
    if (own.length > 1) throw ConfiguredTwiceError.create();
  }
}

/** The options of the app, checked and filled in; one set of them. */
export const optionsFeature: Feature = {
  name: 'options',
  providers: [
    {
      provide: OPTIONS,
      inject: [GIVEN_OPTIONS, Warnings],
      useFactory: (given: ObservabilityOptions, warnings: Warnings) =>
        withGuardedCallbacks(resolveOptions(given, process.env, isOnTerminal()), warnings),
    },
    SingleModule,
  ],
  start: (get) => get(SingleModule).check(),
  ready: (get) => warnOfPlatform(get<ResolvedOptions>(OPTIONS).platform),
};
