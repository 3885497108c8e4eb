import { oneLineJson } from '../../../core';
import { readLine, stackOf } from './line-record';
import type { ExceptionFacts, HttpFacts } from './line-record';

const ECS_VERSION = '8.11.0';
const NS_PER_MS = 1_000_000;

/** Elastic Common Schema: its own names at the top level; other fields below `app`. */
export function ecsFormat(line: string): string {
  const {
    level,
    timestamp,
    message,
    service,
    version,
    environment,
    logger,
    request_id,
    trace_id,
    span_id,
    user_id,
    client_address,
    user_agent,
    http,
    exception,
    ...app
  } = readLine(line);
  const record = {
    '@timestamp': timestamp,
    'log.level': level,
    message,
    'ecs.version': ECS_VERSION,
    'service.name': service,
    'service.version': version,
    'service.environment': environment,
    'log.logger': logger,
    'http.request.id': request_id,
    'trace.id': trace_id,
    'span.id': span_id,
    'user.id': user_id,
    'client.address': client_address ?? http?.client_address,
    'user_agent.original': user_agent ?? http?.user_agent,
    ...(http && ofHttp(http)),
    ...(exception && ofException(exception)),
    ...(Object.keys(app).length > 0 && { app }),
  };
  return `${oneLineJson(JSON.stringify(record))}\n`;
}

function ofHttp({ method, route, path, status, duration_ms, outcome, response_size }: HttpFacts) {
  return {
    'http.request.method': method,
    'http.route': route,
    'url.path': path?.split('?', 1)[0],
    'url.original': path,
    'http.response.status_code': status,
    'http.response.body.bytes': response_size,
    'event.duration': duration_ms === undefined ? undefined : Math.round(duration_ms * NS_PER_MS),
    'event.outcome': outcomeOf(status),
    'event.reason': outcome,
  };
}

/** ECS has success, failure and unknown. */
function outcomeOf(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  return status < 400 ? 'success' : 'failure';
}

function ofException(exception: ExceptionFacts) {
  return {
    'error.type': exception.type,
    'error.message': exception.message,
    'error.stack_trace': stackOf(exception),
  };
}
