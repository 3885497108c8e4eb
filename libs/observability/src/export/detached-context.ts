import { AsyncResource } from 'node:async_hooks';
import { context as otel, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';

/** The key by which OpenTelemetry's SDKs and instrumentations know work that is not to be traced. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** The context in which nothing is traced. */
export function untracedIn(context: Context): Context {
  return context.setValue(SUPPRESSED, true);
}

/**
 * Where telemetry does its own work: in no request's context, though a request may have set it off,
 * and untraced, so that sending spans makes no spans.
 */
export class DetachedContext {
  private readonly birthplace = new AsyncResource('nestjs-observability');
  private readonly untraced = untracedIn(ROOT_CONTEXT);

  run<R>(work: () => R): R {
    return this.birthplace.runInAsyncScope(() => otel.with(this.untraced, work));
  }
}
