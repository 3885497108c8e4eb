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
 * The context of telemetry's own work: outside any request, though a request may have triggered it,
 * and untraced, so that sending spans creates no spans.
 */
export class DetachedContext {
  private readonly birthplace = new AsyncResource('nestjs-observability');
  private readonly untraced = untracedIn(ROOT_CONTEXT);

  run<R>(work: () => R): R {
    return this.birthplace.runInAsyncScope(() => otel.with(this.untraced, work));
  }
}
