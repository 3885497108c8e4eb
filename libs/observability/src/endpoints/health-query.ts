import type { IncomingMessage } from 'node:http';
import { acceptedFormat, namedFormat } from '../health';
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
