import { Inject } from '@nestjs/common';

const names = new Set<string>();

/**
 * Injects the pino logger with that name, the one that `Loggers.get(name)` returns. The file must
 * be loaded before `ObservabilityModule.forRoot` is called, as the files of providers are.
 *
 * @example `constructor(@InjectLogger('billing') private readonly logger: Logger) {}`
 */
export function InjectLogger(name: string): ParameterDecorator & PropertyDecorator {
  names.add(name);
  return Inject(loggerToken(name));
}

/** All names that were passed to the decorator so far. @internal */
export function injectedLoggers(): readonly string[] {
  return [...names];
}

/** The injection token of the logger with that name. @internal */
export function loggerToken(name: string): string {
  return `nestjs-observability:logger:${name}`;
}
