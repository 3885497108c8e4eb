import { createRequire } from 'node:module';
import type { TextMapPropagator } from '@opentelemetry/api';
import type * as Transformer from '@opentelemetry/otlp-transformer';
import type * as Resources from '@opentelemetry/resources';
import type * as TraceSdk from '@opentelemetry/sdk-trace-base';
import { ObservabilityError } from '../../core';

/** The classes of @opentelemetry/core that are used. */
interface Core {
  CompositePropagator: new (options: { propagators: TextMapPropagator[] }) => TextMapPropagator;
  W3CTraceContextPropagator: new () => TextMapPropagator;
  W3CBaggagePropagator: new () => TextMapPropagator;
}

/** OpenTelemetry's parts that tracing is made of. */
export interface Sdk {
  readonly BasicTracerProvider: typeof TraceSdk.BasicTracerProvider;
  readonly serializer: typeof Transformer.ProtobufTraceSerializer;
  readonly resources: Pick<
    typeof Resources,
    'defaultResource' | 'detectResources' | 'envDetector' | 'resourceFromAttributes'
  >;
  readonly core: Core;
}

/** Spans are to be sent and there is nothing to make them with. */
export class TracingMissingError extends ObservabilityError {
  readonly code = 'TRACES_OTLP_MISSING';

  static because(cause: unknown): TracingMissingError {
    return new TracingMissingError(
      'Traces are to be exported (traces.exporter, traces.endpoint or OTEL_EXPORTER_OTLP_ENDPOINT), ' +
        'which needs two packages. Install them (npm install @opentelemetry/sdk-trace-base@2 ' +
        '@opentelemetry/otlp-transformer@0.223) or set OTEL_TRACES_EXPORTER=none.',
      { cause },
    );
  }
}

const SDK = '@opentelemetry/sdk-trace-base';
const requireHere = createRequire(__filename);

/** @throws TracingMissingError without the optional packages */
export function loadSdk(): Sdk {
  try {
    // The very copies of the rest that the SDK uses.
    const requireThere = createRequire(requireHere.resolve(SDK));
    const { BasicTracerProvider } = requireHere(SDK) as typeof TraceSdk;
    const transformer = requireHere('@opentelemetry/otlp-transformer') as typeof Transformer;
    return {
      BasicTracerProvider,
      serializer: transformer.ProtobufTraceSerializer,
      resources: requireThere('@opentelemetry/resources') as typeof Resources,
      core: requireThere('@opentelemetry/core') as Core,
    };
  } catch (cause) {
    throw TracingMissingError.because(cause);
  }
}
