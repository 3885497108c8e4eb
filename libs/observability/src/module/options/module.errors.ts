import { ObservabilityError } from '../../core';

/** The module was set up twice with different options. */
export class ConfiguredTwiceError extends ObservabilityError {
  readonly code = 'MODULE_CONFIGURED_TWICE';

  static create(): ConfiguredTwiceError {
    return new ConfiguredTwiceError(
      'ObservabilityModule.forRoot() is imported twice with different options. ' +
        'Import it once, in the root module: it is global. (Twice with the same options is fine.)',
    );
  }
}

/** `forRootAsync` has no source of options, or the source returned none. */
export class NoOptionsError extends ObservabilityError {
  readonly code = 'MODULE_NO_OPTIONS';

  static noSource(): NoOptionsError {
    return new NoOptionsError(
      'ObservabilityModule.forRootAsync() needs useFactory, useClass or useExisting. ' +
        'Without options, call ObservabilityModule.forRoot().',
    );
  }

  static nothingReturned(): NoOptionsError {
    return new NoOptionsError(
      'The factory given to ObservabilityModule.forRootAsync() returned nothing. ' +
        'Return an options object; {} takes all defaults.',
    );
  }
}
