import { Catch } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { currentContext, isClientError } from '../../core';

/** A type that no error has: the `instanceof` check is how the library learns of a resolver's error. */
class UnclaimedResolverError {
  static [Symbol.hasInstance](error: unknown): boolean {
    captureResolverError(error);
    return false;
  }
}

/** Sees each error of a resolver that Nest matches against filters, and claims none. */
@Catch(UnclaimedResolverError)
export class ResolverErrorFilter implements ExceptionFilter {
  /** Nest never calls it, since no error is of that type. Rethrows for any other caller. */
  catch(error: unknown): never {
    throw error;
  }
}

/** Hands an unexpected error to the request; the client's own mistakes are answers. */
export function captureResolverError(error: unknown): void {
  if (!isClientError(error)) currentContext()?.failPart(error);
}
