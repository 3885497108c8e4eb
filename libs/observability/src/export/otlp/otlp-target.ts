import { readFileSync } from 'node:fs';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import {
  numberFromEnv,
  pairsFromEnv,
  quotedValue,
  textFromEnv,
  warnOnce,
  wordFromEnv,
} from '../../core';
import type { Environment } from '../../core';
import { warnOfExporters } from './otlp-endpoint';

/** Where spans are sent, and how. */
export interface OtlpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** How long one batch may take, all tries included, in milliseconds. */
  readonly timeoutMs: number;
  readonly isCompressed: boolean;
  /** Whether it may take no spans at all, as an old Sentry does: then it is not sent each batch. */
  readonly mayLackIntake?: boolean;
  /** Certificates for https; what is missing is Node's. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

const TIMEOUT = { min: 1, max: 60_000, fallback: 10_000 };

/** A collector: headers, time limit, compression and certificates are OpenTelemetry's variables. */
export function otlpTarget(endpoint: string, env: Environment): OtlpTarget {
  warnOfExporters(env);
  warnOfProtocol(env);
  return {
    url: new URL(endpoint),
    headers: headersFrom(env),
    timeoutMs: timeoutFrom(env),
    isCompressed: isCompressed(env),
    tls: {
      ca: fileFrom(env, 'CERTIFICATE'),
      cert: fileFrom(env, 'CLIENT_CERTIFICATE'),
      key: fileFrom(env, 'CLIENT_KEY'),
    },
  };
}

/** How long one batch may take, in milliseconds. */
export function timeoutFrom(env: Environment): number {
  const all = numberFromEnv(env, 'OTEL_EXPORTER_OTLP_TIMEOUT', TIMEOUT);
  const own = numberFromEnv(env, 'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', {
    ...TIMEOUT,
    fallback: all,
  });
  return Math.min(
    own,
    numberFromEnv(env, 'OTEL_BSP_EXPORT_TIMEOUT', { ...TIMEOUT, fallback: own }),
  );
}

/** The variable for traces, else the one for all signals. */
function otlp(env: Environment, name: string): string | undefined {
  return (
    textFromEnv(env, `OTEL_EXPORTER_OTLP_TRACES_${name}`) ??
    textFromEnv(env, `OTEL_EXPORTER_OTLP_${name}`)
  );
}

function headersFrom(env: Environment): Record<string, string> {
  return {
    ...headersIn(env, 'OTEL_EXPORTER_OTLP_HEADERS'),
    ...headersIn(env, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
  };
}

/** Those that HTTP allows: with any other, every batch would fail. */
function headersIn(env: Environment, name: string): Record<string, string> {
  const pairs = Object.entries(pairsFromEnv(env, name));
  const fit = pairs.filter(([key, value]) => isHeader(key, value));
  const invalid = pairs.length - fit.length;
  if (invalid > 0) {
    const headers = invalid === 1 ? '1 header' : `${invalid} headers`;
    const omitted = invalid === 1 ? 'it is not sent' : 'they are not sent';
    warnOnce(
      `${name} has ${headers} that HTTP does not allow; ${omitted}. ` +
        'A name consists of letters, digits and dashes, and a value contains no line breaks.',
    );
  }
  return Object.fromEntries(fit);
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function fileFrom(env: Environment, name: string): Buffer | undefined {
  const path = otlp(env, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch {
    warnOnce(
      `The file ${quotedValue(path)} that ${nameOf(env, name)} names cannot be read; Node's own certificates are used.`,
    );
    return undefined;
  }
}

/** The name of the variable that holds: the one for traces, else the one for all signals. */
function nameOf(env: Environment, name: string): string {
  const own = `OTEL_EXPORTER_OTLP_TRACES_${name}`;
  return textFromEnv(env, own) === undefined ? `OTEL_EXPORTER_OTLP_${name}` : own;
}

function warnOfProtocol(env: Environment): void {
  const name = nameOf(env, 'PROTOCOL');
  const protocol = textFromEnv(env, name)?.toLowerCase();
  if (protocol === undefined || protocol === 'http/protobuf') return;
  warnOnce(
    `${name} is ${quotedValue(protocol)}; spans are sent by OTLP over HTTP (protobuf), which ` +
      'collectors take at port 4318. Set it to "http/protobuf" and let the endpoint name that port.',
  );
}

function isCompressed(env: Environment): boolean {
  const remedy = 'Spans are sent without compression.';
  return wordFromEnv(env, nameOf(env, 'COMPRESSION'), ['gzip', 'none'], remedy) === 'gzip';
}
