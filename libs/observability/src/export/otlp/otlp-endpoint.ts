import { knownWordsFromEnv, textFromEnv, wordFromEnv, wordsFromEnv } from '../../core';
import type { Environment } from '../../core';

const EXPORTER = 'OTEL_TRACES_EXPORTER';
const EXPORTERS = ['otlp', 'none'] as const;
const DISABLED = 'OTEL_SDK_DISABLED';

/**
 * The OTLP address that the environment names, with its path; undefined when it names none, or says
 * that nothing is to be sent (OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER=none). It does not warn, since spans may go elsewhere.
 */
export function otlpEndpoint(env: Environment): string | undefined {
  if (sendsNoTraces(env)) return undefined;
  const own = textFromEnv(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const ofAllSignals = textFromEnv(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return own ?? (ofAllSignals && `${ofAllSignals.replace(/\/$/, '')}/v1/traces`);
}

/** Whether the environment says that no traces are to be sent, for defaults; it does not warn. */
export function sendsNoTraces(env: Environment): boolean {
  const isOff = textFromEnv(env, DISABLED)?.toLowerCase() === 'true';
  return isOff || knownWordsFromEnv(env, EXPORTER, EXPORTERS).supported.includes('none');
}

/** Whether the environment turns OpenTelemetry off altogether. */
export function isSdkDisabled(env: Environment): boolean {
  return wordFromEnv(env, DISABLED, ['true', 'false'], 'OpenTelemetry stays on.') === 'true';
}

/** Warns of exporters that are not supported, where spans are sent by OTLP. */
export function warnOfExporters(env: Environment): void {
  const remedy = 'Spans are sent by OTLP only; for others, register your own tracer provider.';
  wordsFromEnv(env, EXPORTER, EXPORTERS, remedy);
}
