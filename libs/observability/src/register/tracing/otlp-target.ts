import { readFileSync } from 'node:fs';
import { numberOf, pairsOf, textOf } from './environment';
import type { Environment } from './environment';
import { warnOnce } from '../warn';

/** Where spans are sent, and how. */
export interface OtlpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** How long one batch may take, all tries included, in milliseconds. */
  readonly timeoutMs: number;
  readonly isCompressed: boolean;
  /** Certificates for https; what is missing is Node's. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

const TIMEOUT = { min: 1, max: 60_000, fallback: 10_000 };

/** A collector: headers, time limit, compression and certificates are OpenTelemetry's variables. */
export function otlpTarget(endpoint: string, env: Environment): OtlpTarget {
  warnOfGrpc(env);
  return {
    url: new URL(endpoint),
    headers: headersFrom(env),
    timeoutMs: timeoutFrom(env),
    isCompressed: otlp(env, 'COMPRESSION') === 'gzip',
    tls: {
      ca: fileFrom(env, 'CERTIFICATE'),
      cert: fileFrom(env, 'CLIENT_CERTIFICATE'),
      key: fileFrom(env, 'CLIENT_KEY'),
    },
  };
}

/** How long one batch may take, in milliseconds. */
export function timeoutFrom(env: Environment): number {
  const all = numberOf(env, 'OTEL_EXPORTER_OTLP_TIMEOUT', TIMEOUT);
  const own = numberOf(env, 'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', { ...TIMEOUT, fallback: all });
  return Math.min(own, numberOf(env, 'OTEL_BSP_EXPORT_TIMEOUT', { ...TIMEOUT, fallback: own }));
}

/** The variable for traces, else the one for all signals. */
function otlp(env: Environment, name: string): string | undefined {
  return (
    textOf(env, `OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? textOf(env, `OTEL_EXPORTER_OTLP_${name}`)
  );
}

function headersFrom(env: Environment): Record<string, string> {
  return {
    ...pairsOf(textOf(env, 'OTEL_EXPORTER_OTLP_HEADERS')),
    ...pairsOf(textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS')),
  };
}

function fileFrom(env: Environment, name: string): Buffer | undefined {
  const path = otlp(env, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch {
    warnOnce(`The file "${path}" that OTEL_EXPORTER_OTLP_${name} names cannot be read.`);
    return undefined;
  }
}

function warnOfGrpc(env: Environment): void {
  if (otlp(env, 'PROTOCOL') !== 'grpc') return;
  warnOnce(
    'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"; spans are sent by OTLP over HTTP (protobuf), which ' +
      'collectors take at port 4318. Set it to "http/protobuf" and let the endpoint name that port.',
  );
}
