import type * as SentryNest from '@sentry/nestjs';
import { runInContext } from '../../core';
import type { RequestContext } from '../../core';
import type { ErrorFacts, ErrorSink } from './error-sink';

/** The functions of @sentry/nestjs that are called; the package is handed in, never required. */
export type Sentry = Pick<typeof SentryNest, 'captureException' | 'flush'>;
type Scope = SentryNest.Scope;

/** Sends errors by the Sentry SDK, whoever started it: `register`, the module or the app itself. */
export class SentrySink implements ErrorSink {
  constructor(private readonly sentry: Sentry) {}

  report(error: unknown, facts: ErrorFacts): void {
    const capture = (): void => {
      this.sentry.captureException(error, (scope) => describe(scope, facts));
    };
    // The end of a request comes from its connection; the scopes of the app's own
    // Sentry calls hang on its context.
    if (facts.context) runInContext(facts.context, capture);
    else capture();
  }

  async flush(limitMs: number): Promise<void> {
    await this.sentry.flush(limitMs);
  }
}

function describe(scope: Scope, { transaction, context, tags, request }: ErrorFacts): Scope {
  scope.setTags(tags);
  if (transaction) scope.setTransactionName(transaction);
  if (request)
    scope.addEventProcessor((event) => ({ ...event, request: { ...event.request, ...request } }));
  if (context) addContext(scope, context);
  return scope;
}

function addContext(scope: Scope, context: RequestContext): void {
  scope.setTag('request_id', context.requestId);
  if (context.failedOperation) scope.setTag('operation', context.failedOperation);
  scope.setContext('trace', {
    trace_id: context.traceId,
    span_id: context.spanId,
    parent_span_id: context.parent?.spanId,
  });
}
