import type { IncomingHttpHeaders } from 'node:http';
import type { Redactor, RequestObservation, SafeHeaders } from '../../core';
import { boundedCopy } from './bounded.copy';

const LONGEST_BODY = 10 * 1024;
const LONGEST_URL = 2048;
const LONGEST_HEADER = 512;

/** Headers that tell what was asked for and not who asked; more are added by `errors.headers`. */
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

/** How much of a request may stand in a report. */
export interface RequestFactsRules {
  /** Headers besides the usual ones, in lower case. */
  readonly headers: readonly string[];
  /** Whether the body may. */
  readonly body: boolean;
}

/** A request as Sentry's events name its parts. */
export interface RequestFacts {
  readonly method: string;
  /** The path, without the query. */
  readonly url: string;
  readonly query_string?: string;
  readonly headers: SafeHeaders;
  /** The body, at most 10 KiB of it. */
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
  { framework, method, request, route }: RequestObservation,
  redactor: Redactor,
  rules: RequestFactsRules,
): RequestFacts {
  // Express shortens `url` below a mount path and keeps the whole one here.
  const { originalUrl, body } = framework as { originalUrl?: string; body?: unknown };
  const whole = (originalUrl ?? request.url ?? '').slice(0, LONGEST_URL);
  const [path = '', ...query] = redactor.urlOfRoute(whole, route).split('?');
  return {
    method,
    url: path,
    ...(query.length > 0 && { query_string: query.join('?') }),
    headers: headersOf(request.headers, redactor, rules.headers),
    ...(rules.body && hasContent(body) && { data: bodyOf(body, redactor) }),
  };
}

/** Describes what was answered. */
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
  const told: Record<string, string> = {};
  for (const name of [...ALLOWED_HEADERS, ...additional]) {
    const value = headers[name];
    if (value !== undefined) told[name] = String(value).slice(0, LONGEST_HEADER);
  }
  // By key as well: a header that the app has allowed may still name a secret.
  return redactor.headers(told);
}

/** Parsers leave an empty object where there was no body. */
function hasContent(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return false;
  return typeof body !== 'object' || Buffer.isBuffer(body) || Object.keys(body).length > 0;
}

/** Cut before it is scrubbed, so that a great body costs little, and after, since scrubbing adds. */
function bodyOf(body: unknown, redactor: Redactor): unknown {
  const safe = redactor.value(boundedCopy(body, LONGEST_BODY));
  const text = typeof safe === 'string' ? safe : JSON.stringify(safe);
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : safe;
}
