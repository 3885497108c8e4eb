import { textOf, wordOf } from './environment';
import type { Environment } from './environment';

/**
 * The OTLP address that the environment names, with its path; undefined when it names none, or says
 * that nothing is to be sent (OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER=none).
 */
export function otlpEndpoint(env: Environment): string | undefined {
  if (isDisabled(env) || isExporterNone(env)) return undefined;
  const own = textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const ofAllSignals = textOf(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return own ?? (ofAllSignals && `${ofAllSignals.replace(/\/$/, '')}/v1/traces`);
}

/** Whether the environment turns OpenTelemetry off altogether. */
export function isDisabled(env: Environment): boolean {
  const remedy = 'OpenTelemetry stays on.';
  return wordOf(env, 'OTEL_SDK_DISABLED', ['true', 'false'], remedy) === 'true';
}

function isExporterNone(env: Environment): boolean {
  const remedy = 'Spans are sent by OTLP.';
  return wordOf(env, 'OTEL_TRACES_EXPORTER', ['otlp', 'none'], remedy) === 'none';
}
