import type { ExceptionFilter } from '@nestjs/common';

/** Nest's key for `@UseFilters`, EXCEPTION_FILTERS_METADATA in @nestjs/common/constants. */
const EXCEPTION_FILTERS = '__exceptionFilters__';

/**
 * Adds a filter that claims nothing to the method, so that it sees each error before every filter of
 * the app: Nest tries the filters of a method first, starting with the last. Hybrid apps and gateways
 * have no global filters, so it is set on the method. Once is enough for all apps of the process.
 */
export function captureErrors(prototype: object, method: string, filter: ExceptionFilter): void {
  const handler = (prototype as Record<string, unknown>)[method] as object;
  const known = (Reflect.getMetadata(EXCEPTION_FILTERS, handler) ?? []) as unknown[];
  if (known.includes(filter)) return;
  Reflect.defineMetadata(EXCEPTION_FILTERS, [...known, filter], handler);
}
