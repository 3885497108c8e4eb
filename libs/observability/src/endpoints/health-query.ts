import type { IncomingMessage } from 'node:http';
import { HEALTH_FORMATS } from '../health';
import type { HealthFormat } from '../health';

/** The query of a request to a health page. */
export interface HealthQuery {
  /** The check or group below the page's path; undefined for the whole page. */
  readonly part: string | undefined;
  readonly format: HealthFormat;
  /** Whether it requests more than the status: by `?verbose` or `?format=`. */
  readonly isForDetails: boolean;
  /** Names of checks to exclude: `?exclude=cache&exclude=queue`. */
  readonly exclude: readonly string[];
}

/** A part that is no valid name of a check or group. */
const UNREADABLE = '/';

/** Parses the URL of a request; never throws, however malformed it is. */
export function healthQueryOf({ url = '', headers }: IncomingMessage, path: string): HealthQuery {
  const mark = url.indexOf('?');
  const address = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const named = namedFormat(query);
  return {
    part: partOf(address, path),
    format: named ?? acceptedFormat(headers.accept),
    isForDetails: named !== undefined,
    exclude: [...new Set(query.getAll('exclude'))],
  };
}

function partOf(address: string, path: string): string | undefined {
  try {
    return decodeURIComponent(address.slice(path.length + 1)) || undefined;
  } catch {
    return UNREADABLE;
  }
}

const BY_TYPE: Readonly<Record<string, HealthFormat>> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'application/health+json': 'health+json',
  'text/plain': 'text',
};

/**
 * The format requested by `?format=` or, as for Kubernetes' API server, by `?verbose`. Undefined for
 * an unknown format: a probe is not rejected for a misspelling.
 */
export function namedFormat(query: URLSearchParams): HealthFormat | undefined {
  // A plus sign in an address stands for a space.
  const name = query.get('format')?.replaceAll(' ', '+');
  const named = HEALTH_FORMATS.find((format) => format === name);
  return named ?? (query.has('verbose') ? 'text' : undefined);
}

/** The format that the `Accept` header prefers; JSON when it names none that is supported. */
export function acceptedFormat(accept = ''): HealthFormat {
  let best: HealthFormat = 'json';
  let bestWeight = 0;
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const format = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
    const weight = weightOf(parameters);
    if (format === undefined || weight <= bestWeight) continue;
    best = format;
    bestWeight = weight;
  }
  return best;
}

/** RFC 9110, 12.4.2: `q`, from 0 to 1; 1 by default. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  return given === undefined ? 1 : Number(given.slice(2)) || 0;
}
