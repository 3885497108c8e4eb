import { oneLineJson } from '../../../core';
import { readLine, stackOf } from './line-record';
import type { ExceptionFacts, HttpFacts } from './line-record';

/** OpenTelemetry, logs data model, SeverityNumber: the lowest of each range. */
const SEVERITY_NUMBERS: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};
const NS_PER_MS = 1_000_000n;

/** OpenTelemetry's logs data model as JSON: its fields, and attributes by its semantic conventions. */
export function otelFormat(line: string): string {
  const {
    level,
    timestamp,
    message,
    service,
    version,
    environment,
    logger,
    trace_id,
    span_id,
    request_id,
    user_id,
    context,
    method,
    client_address,
    user_agent,
    http,
    graphql,
    exception,
    ...others
  } = readLine(line);
  const record = {
    Timestamp: nanoseconds(timestamp),
    SeverityText: level.toUpperCase(),
    SeverityNumber: SEVERITY_NUMBERS[level],
    Body: message,
    TraceId: trace_id,
    SpanId: span_id,
    Resource: {
      'service.name': service,
      'service.version': version,
      'deployment.environment.name': environment,
    },
    InstrumentationScope: logger === undefined ? undefined : { Name: logger },
    Attributes: {
      ...others,
      'request.id': request_id,
      'user.id': user_id,
      'code.namespace': context,
      'code.function.name': method,
      'client.address': client_address ?? http?.client_address,
      'user_agent.original': user_agent ?? http?.user_agent,
      ...(http && ofHttp(http)),
      'graphql.operation.type': graphql?.type,
      'graphql.operation.name': graphql?.name,
      ...(exception && ofException(exception)),
    },
  };
  return `${oneLineJson(JSON.stringify(record))}\n`;
}

/** As a text: JSON parsers would round the number. */
function nanoseconds(timestamp: string): string {
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? '0' : String(BigInt(ms) * NS_PER_MS);
}

function ofHttp({ method, route, path, status, duration_ms, outcome, response_size }: HttpFacts) {
  const [urlPath, query] = path?.split(/\?(.*)/s, 2) ?? [];
  return {
    'http.request.method': method,
    'http.route': route,
    'url.path': urlPath,
    'url.query': query,
    'http.response.status_code': status,
    'http.response.body.size': response_size,
    'http.server.request.duration': duration_ms === undefined ? undefined : duration_ms / 1000,
    outcome,
  };
}

function ofException(exception: ExceptionFacts) {
  return {
    'exception.type': exception.type,
    'exception.message': exception.message,
    'exception.stacktrace': stackOf(exception),
  };
}
