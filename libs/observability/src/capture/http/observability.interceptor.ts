import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Observable, catchError, throwError } from 'rxjs';
import { currentContext, RequestContext, runInContext } from '../../core';
import { Observer } from '../../core';

/**
 * Observes a handler by hand. The module does not mount it: HTTP requests are captured without it,
 * and an interceptor costs each of them 18 µs and more; messages and GraphQL need it no more. It is
 * for handlers that the module does not know: it gives them a context and reports what they throw.
 *
 * @example `@UseInterceptors(ObservabilityInterceptor)`
 */
@Injectable()
export class ObservabilityInterceptor implements NestInterceptor {
  constructor(private readonly observer: Observer) {}

  intercept(_execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const known = currentContext();
    const context = known ?? new RequestContext(this.observer);
    const handled = new Observable<unknown>((subscriber) =>
      runInContext(context, () => next.handle().subscribe(subscriber)),
    );
    return handled.pipe(
      catchError((error: unknown) => {
        context.fail(error);
        return throwError(() => error);
      }),
    );
  }
}
