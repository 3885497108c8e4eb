import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';

const NAME = 'nestjs-observability';

let known: Tracer | undefined;

/**
 * The tracer of the SDK that the app registered; undefined while there is none, so that without
 * one no span, context or attribute is ever made.
 */
export function currentTracer(): Tracer | undefined {
  return (known ??= findTracer());
}

function findTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer(NAME)
    : provider.getTracer(NAME);
}
