import { Inject } from '@nestjs/common';

const names = new Set<string>();

/**
 * Injects the logger of pino with that name, the one that `Loggers.get(name)` gives. The file must
 * be loaded before `ObservabilityModule.forRoot` is called, as the files of providers are.
 *
 * @example `constructor(@InjectLogger('billing') private readonly logger: Logger) {}`
 */
export function InjectLogger(name: string): ParameterDecorator & PropertyDecorator {
  names.add(name);
  return Inject(loggerToken(name));
}

/** The names that the decorator was given so far. @internal */
export function injectedLoggers(): readonly string[] {
  return [...names];
}

/** What the logger of that name is provided by. @internal */
export function loggerToken(name: string): string {
  return `nestjs-observability:logger:${name}`;
}
