import { SpanKind } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import { clientAddressOf, isError, nameOfError, pathOf } from '../../core';
import type { Redactor, RequestObservation } from '../../core';
import type { SpanEnd } from './end-span';
import type { SpanStart } from './span-source';

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/: others are `_OTHER`. */
const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
]);
const MAX_TEXT_LENGTH = 2048;

/** The data of a request that is known at its start. */
export function startOfRequest(
  { method, request }: RequestObservation,
  path: string,
  redactor: Redactor,
): SpanStart {
  const isKnown = METHODS.has(method);
  const socket = request.socket as { encrypted?: boolean } | undefined;
  return {
    name: isKnown ? method : 'HTTP',
    kind: SpanKind.SERVER,
    attributes: {
      'http.request.method': isKnown ? method : '_OTHER',
      'http.request.method_original': isKnown ? undefined : method,
      'url.path': redactor.url(path, MAX_TEXT_LENGTH).slice(0, MAX_TEXT_LENGTH),
      'url.scheme': socket?.encrypted ? 'https' : 'http',
    },
  };
}

/** The data of a request that is known at its end. */
export function endOfRequest(observation: RequestObservation, redactor: Redactor): SpanEnd {
  const { method, route, status, request, graphql, context } = observation;
  const attributes: Attributes = {
    'http.route': route || undefined,
    'http.response.status_code': status,
    'error.type': errorTypeOfRequest(observation),
    'url.query': queryOf(observation, redactor),
    ...secretPathOf(observation, redactor),
    'graphql.operation.name': graphql?.name && redactor.text(graphql.name),
    'graphql.operation.type': graphql?.type,
    'client.address': clientAddressOf(observation),
    'user_agent.original': agentOf(observation, redactor),
    'network.protocol.version': request.httpVersion,
    // The trace has its own id; this attribute finds it by the id of the client or app.
    'request.id': context.requestId === context.traceId ? undefined : context.requestId,
    ...serverOf(request.headers.host, redactor),
  };
  const verb = METHODS.has(method) ? method : 'HTTP';
  return { name: route ? `${verb} ${route}` : undefined, attributes };
}

function queryOf(
  { request: { url = '' }, route }: RequestObservation,
  redactor: Redactor,
): string | undefined {
  const start = url.indexOf('?');
  if (start < 0 || start === url.length - 1) return undefined;
  return redactor.urlOfRoute(url.slice(start), route, MAX_TEXT_LENGTH).slice(1, MAX_TEXT_LENGTH);
}

/** Only at the end is the route known, and with it which parts of the path are secret. */
function secretPathOf({ route, request }: RequestObservation, redactor: Redactor): Attributes {
  if (!redactor.hidesPathOf(route)) return {};
  return {
    'url.path': redactor
      .urlOfRoute(pathOf(request), route, MAX_TEXT_LENGTH)
      .slice(0, MAX_TEXT_LENGTH),
  };
}

function agentOf({ request }: RequestObservation, redactor: Redactor): string | undefined {
  const agent = request.headers['user-agent'];
  return agent && redactor.text(agent, MAX_TEXT_LENGTH).slice(0, MAX_TEXT_LENGTH);
}

/** The error's class, or the status of a failed response without an error. */
function errorTypeOfRequest({ outcome, error, status }: RequestObservation): string | undefined {
  if (outcome !== 'error') return undefined;
  return isError(error) ? nameOfError(error) : String(status);
}

/** Name and port that the client requested; an IPv6 address is in brackets. */
function serverOf(header: string | undefined, redactor: Redactor): Attributes {
  if (header === undefined || header.length > 255) return {};
  const host = redactor.text(header);
  const colon = host.lastIndexOf(':');
  const hasPort = colon > host.lastIndexOf(']');
  if (!hasPort) return { 'server.address': host };
  const port = Number(host.slice(colon + 1)) || undefined;
  return { 'server.address': host.slice(0, colon), 'server.port': port };
}
