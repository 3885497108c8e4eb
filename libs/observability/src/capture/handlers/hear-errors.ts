import type { ExceptionFilter } from '@nestjs/common';

/** Nest's key for `@UseFilters`, EXCEPTION_FILTERS_METADATA in @nestjs/common/constants. */
const EXCEPTION_FILTERS = '__exceptionFilters__';

/**
 * Lets a filter that claims nothing be asked about each error of the method, before every filter of
 * the app: Nest asks the filters of a method first, the last one foremost. Hybrid apps and gateways
 * have no global filters, so it stands on the method. Once is enough for all apps of the process.
 */
export function hearErrors(prototype: object, method: string, filter: ExceptionFilter): void {
  const handler = (prototype as Record<string, unknown>)[method] as object;
  const known = (Reflect.getMetadata(EXCEPTION_FILTERS, handler) ?? []) as unknown[];
  if (known.includes(filter)) return;
  Reflect.defineMetadata(EXCEPTION_FILTERS, [...known, filter], handler);
}
