import type { ApplicationConfig, DiscoveryService } from '@nestjs/core';

/** Nest's key for `@UseFilters`, `EXCEPTION_FILTERS_METADATA` in @nestjs/common/constants. */
const EXCEPTION_FILTERS = '__exceptionFilters__';

/** Every exception filter of the app: global ones, those of controllers and those of single routes. */
export function filtersOfApp(config: ApplicationConfig, discovery: DiscoveryService): unknown[] {
  const scoped = config.getGlobalRequestFilters().map((wrapper) => wrapper.metatype);
  const ofRoutes = discovery
    .getControllers()
    .flatMap(({ metatype }) => filtersOfController(metatype));
  return [...config.getGlobalFilters(), ...scoped, ...ofRoutes];
}

function filtersOfController(controller: unknown): unknown[] {
  if (typeof controller !== 'function') return [];
  const prototype = controller.prototype as Record<string, unknown>;
  const methods = methodsOf(prototype);
  return [controller, ...methods].flatMap(
    (target) => (Reflect.getMetadata(EXCEPTION_FILTERS, target) as unknown[] | undefined) ?? [],
  );
}

function methodsOf(prototype: object): object[] {
  const methods: object[] = [];
  for (
    let level = prototype;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object
  ) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function') methods.push(value as object);
    }
  }
  return methods;
}
