import { Catch } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { currentContext } from '../../core';

/**
 * A type that no error has. Nest finds the filter of an error by `error instanceof type`, so this
 * check sees every error that no filter of the app has claimed.
 */
class UnclaimedError {
  static [Symbol.hasInstance](error: unknown): boolean {
    currentContext()?.fail(error);
    return false;
  }
}

/**
 * Sees each error that reaches Nest's filters and claims none: Nest answers as if it were not
 * there, over HTTP, GraphQL, RPC and WebSockets alike. The module mounts it; by hand it goes
 * wherever a filter goes.
 *
 * @example `@UseFilters(ObservabilityExceptionFilter)`
 */
@Catch(UnclaimedError)
export class ObservabilityExceptionFilter implements ExceptionFilter {
  /** Nest never calls it, since no error is an `UnclaimedError`. Rethrows for any other caller. */
  catch(error: unknown): never {
    currentContext()?.fail(error);
    throw error;
  }
}
