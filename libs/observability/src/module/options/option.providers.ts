import type { Provider } from '@nestjs/common';
import { NoOptionsError } from './module.errors';
import type {
  ObservabilityAsyncOptions,
  ObservabilityOptions,
  ObservabilityOptionsFactory,
} from './observability.options';
import { GIVEN_OPTIONS } from './tokens';

/** The providers of the options of `forRootAsync`. @throws NoOptionsError without a source */
export function asyncOptionProviders(options: ObservabilityAsyncOptions): Provider[] {
  const { useFactory, inject = [], useClass, useExisting } = options;
  if (useFactory) {
    const make = useFactory as (...args: unknown[]) => Promise<ObservabilityOptions>;
    return [
      {
        provide: GIVEN_OPTIONS,
        inject: [...inject],
        useFactory: async (...args: unknown[]) => given(await make(...args)),
      },
    ];
  }
  const type = useClass ?? useExisting;
  if (!type) throw NoOptionsError.noSource();
  const fromFactory: Provider = {
    provide: GIVEN_OPTIONS,
    inject: [type],
    useFactory: async (factory: ObservabilityOptionsFactory) =>
      given(await factory.createObservabilityOptions()),
  };
  return useClass ? [fromFactory, useClass] : [fromFactory];
}

function given(options: ObservabilityOptions | undefined): ObservabilityOptions {
  if (options === undefined || options === null) throw NoOptionsError.nothingReturned();
  return options;
}
