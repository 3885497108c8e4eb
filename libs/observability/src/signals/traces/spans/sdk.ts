import { createRequire } from 'node:module';
import type {
  Context,
  SamplingDecision,
  TextMapPropagator,
  TracerProvider,
} from '@opentelemetry/api';
import {
  bundleRemedy,
  isProvided,
  loadPackage,
  ObservabilityError,
  requireHere,
} from '../../../core';
import type { Resource, SpanProcessor, SpanSerializer } from '../../../export';
import type { SpanLimits } from './span-limits';

/** What a tracer provider is made with. */
export interface ProviderSettings {
  readonly resource?: Resource;
  readonly sampler?: {
    shouldSample(parent: Context, traceId: string): { decision: SamplingDecision };
  };
  readonly idGenerator?: { generateTraceId(): string; generateSpanId(): string };
  readonly spanProcessors?: SpanProcessor[];
  readonly spanLimits?: SpanLimits;
}

type ProviderClass = new (settings: ProviderSettings) => TracerProvider;

/** What is used of @opentelemetry/resources. */
export interface Resources {
  defaultResource(): Resource;
  detectResources(options: object): Resource;
  readonly envDetector: unknown;
  resourceFromAttributes(attributes: Record<string, unknown>): Resource;
}

/** The classes of @opentelemetry/core that are used. */
interface Core {
  CompositePropagator: new (options: { propagators: TextMapPropagator[] }) => TextMapPropagator;
  W3CTraceContextPropagator: new () => TextMapPropagator;
  W3CBaggagePropagator: new () => TextMapPropagator;
}

/** OpenTelemetry's parts that tracing is made of: versions 2 and 3 alike. */
export interface Sdk {
  readonly TracerProvider: ProviderClass;
  readonly serializer: SpanSerializer;
  readonly resources: Resources;
  readonly core: Core;
}

const TRANSFORMER = '@opentelemetry/otlp-transformer';
const INSTALL =
  `npm install ${TRANSFORMER}@0.223 for OpenTelemetry 2; ${TRANSFORMER}@0.301 for ` +
  'OpenTelemetry 3, which needs Node 22.15';

/** Trace export is configured, but the package that serializes spans is missing. */
export class TracingMissingError extends ObservabilityError {
  readonly code = 'TRACES_OTLP_MISSING';

  static because(cause: unknown): TracingMissingError {
    return new TracingMissingError(
      'Trace export is configured (traces.exporter, traces.endpoint or OTEL_EXPORTER_OTLP_ENDPOINT), ' +
        `which needs the package ${TRANSFORMER}. Install it (${INSTALL}) or set OTEL_TRACES_EXPORTER=none.` +
        bundleRemedy('otlp'),
      { cause },
    );
  }

  /** The same for a log, where no one has requested traces. */
  get hint(): string {
    return (
      `No traces are sent to Sentry, because the package ${TRANSFORMER} is not installed. ` +
      `Install it (${INSTALL}), or set traces.exporter to 'none'.`
    );
  }
}

/** The package of versions 2.9 to 3, and the one before it, which version 3 has no more. */
const SDKS = ['@opentelemetry/sdk-trace', '@opentelemetry/sdk-trace-base'] as const;

/** @throws TracingMissingError without the optional package */
export function loadSdk(): Sdk {
  try {
    const { ProtobufTraceSerializer: serializer } = loadPackage(TRANSFORMER) as {
      ProtobufTraceSerializer: SpanSerializer;
    };
    const sdk = isProvided(TRANSFORMER) ? loadFrom(loadPackage, SDKS[0]) : loadTraceSdk();
    return { serializer, ...sdk };
  } catch (cause) {
    throw TracingMissingError.because(cause);
  }
}

/**
 * The SDK that the transformer depends on makes the spans that the transformer reads, whatever version
 * the app has for a provider of its own. Where the transformer brings none, the app's is taken.
 */
function loadTraceSdk(): Omit<Sdk, 'serializer'> {
  const fromTransformer = createRequire(requireHere.resolve(TRANSFORMER));
  for (const from of [fromTransformer, requireHere]) {
    const name = SDKS.find((sdk) => isInstalled(from, sdk));
    // The very copies of the rest that the SDK uses.
    if (name !== undefined) return loadFrom(createRequire(from.resolve(name)), name);
  }
  throw new Error(`None of ${SDKS.join(', ')} is installed`);
}

function isInstalled(from: NodeJS.Require, name: string): boolean {
  try {
    from.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function loadFrom(load: (name: string) => unknown, name: string): Omit<Sdk, 'serializer'> {
  const sdk = load(name) as { TracerProvider?: ProviderClass; BasicTracerProvider?: ProviderClass };
  const resources = load('@opentelemetry/resources') as Partial<Resources>;
  const TracerProvider = sdk.TracerProvider ?? sdk.BasicTracerProvider;
  if (!TracerProvider || !resources.resourceFromAttributes) {
    throw new Error(`${name} is older than version 2`);
  }
  return {
    TracerProvider,
    resources: resources as Resources,
    core: load('@opentelemetry/core') as Core,
  };
}
