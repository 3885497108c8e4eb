import { AsyncResource } from 'node:async_hooks';
import { context as otel, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';

/** The key by which OpenTelemetry's SDKs and instrumentations know work that is not to be traced. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/**
 * Where telemetry does its own work: in no request's context, though a request may have set it off,
 * and untraced, so that sending spans makes no spans.
 */
export class Outside {
  private readonly birthplace = new AsyncResource('nestjs-observability');
  private readonly untraced = ROOT_CONTEXT.setValue(SUPPRESSED, true);

  run<R>(work: () => R): R {
    return this.birthplace.runInAsyncScope(() => otel.with(this.untraced, work));
  }
}
