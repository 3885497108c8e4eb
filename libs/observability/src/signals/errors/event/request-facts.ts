import type { IncomingHttpHeaders } from 'node:http';
import type {
  FrameworkRequest,
  RequestView,
  Redactor,
  RequestObservation,
  SafeHeaders,
} from '../../../core';
import { describeBody } from './body-facts';
import type { BodyRule } from './body-facts';

const MAX_URL_LENGTH = 2048;
/** A name or an address, and a port. */
const HOST = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;
const MAX_HEADER_LENGTH = 512;

/** Headers that describe the request and not the client; more are added by `errors.headers`. */
const ALLOWED_HEADERS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'referer',
  'traceparent',
  'user-agent',
  'x-request-id',
];

/** How much of a request a report may contain. */
export interface RequestFactsRules {
  /** Additional headers, in lower case. */
  readonly headers: readonly string[];
  /** What it may contain of the body. */
  readonly body: BodyRule;
}

/** A request as Sentry's events name its parts. */
export interface RequestFacts {
  readonly method: string;
  /** The URL without the query; only its path if the rest is unknown. */
  readonly url: string;
  readonly query_string?: string;
  readonly headers: SafeHeaders;
  /** The allowed part of the body, at most 10 KiB. */
  readonly data?: unknown;
}

/** A response as Sentry's context `response` names its parts. */
export interface ResponseFacts {
  readonly status_code: number;
  readonly content_type?: string;
  readonly body_size?: number;
}

/** Describes the request for a report, without secrets. */
export function describeRequest(
  { framework, method, request, routeSoFar }: RequestObservation,
  redactor: Redactor,
  rules: RequestFactsRules,
): RequestFacts {
  // Express shortens `url` below a mount path and keeps the whole one here.
  const { originalUrl, body } = framework as { originalUrl?: string; body?: unknown };
  const safe = redactor
    .urlOfRoute(originalUrl ?? request.url ?? '', routeSoFar, MAX_URL_LENGTH)
    .slice(0, MAX_URL_LENGTH);
  const [path = '', ...query] = safe.split('?');
  const data = describeBody(body, rules.body, redactor);
  return {
    method,
    url: path.startsWith('/') ? originOf(request, framework) + path : path,
    ...(query.length > 0 && { query_string: query.join('?') }),
    headers: headersOf(request.headers, redactor, rules.headers),
    ...(data !== undefined && { data }),
  };
}

/** Scheme and host, as the client requested them; '' if they are unknown. */
function originOf({ headers, socket }: RequestView, framework: FrameworkRequest): string {
  const { host } = headers;
  if (host === undefined || !HOST.test(host)) return '';
  const scheme = schemeOf(framework, socket);
  return scheme === undefined ? '' : `${scheme}://${host}`;
}

/** The framework knows whether a proxy is trusted, and the scheme that it reports; it may throw. */
function schemeOf(framework: FrameworkRequest, socket: RequestView['socket']): string | undefined {
  try {
    const { protocol } = framework;
    if (protocol === 'http' || protocol === 'https') return protocol;
  } catch {
    return undefined;
  }
  if (!socket) return undefined;
  return 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
}

/** Describes the response. */
export function describeResponse(observation: RequestObservation): ResponseFacts {
  const { response, responseBodyBytes, status } = observation;
  const type = response.getHeader('content-type');
  return {
    status_code: status,
    ...(type !== undefined && { content_type: String(type) }),
    ...(responseBodyBytes !== undefined && { body_size: responseBodyBytes }),
  };
}

function headersOf(
  headers: IncomingHttpHeaders,
  redactor: Redactor,
  additional: readonly string[],
): SafeHeaders {
  const present: Record<string, string> = {};
  for (const name of [...ALLOWED_HEADERS, ...additional]) {
    const value = headers[name];
    if (value !== undefined) present[name] = String(value);
  }
  // By key as well: a header that the app has allowed may still name a secret.
  const safe = Object.entries(redactor.headers(present));
  // Truncated after redaction: half a secret would not be recognised.
  return Object.fromEntries(
    safe.map(([name, value]) => [name, String(value).slice(0, MAX_HEADER_LENGTH)]),
  );
}
