import type { IncomingMessage } from 'node:http';
import { acceptedFormat, namedFormat } from '../health';
import type { HealthFormat } from '../health';

/** What a request wants of a page of health. */
export interface HealthQuery {
  /** The check or group that stands below the page's path; undefined for the whole page. */
  readonly part: string | undefined;
  readonly format: HealthFormat;
  /** Whether it requests more than the status: by `?verbose` or `?format=`. */
  readonly isForDetails: boolean;
  /** Names of checks to leave out: `?exclude=cache&exclude=queue`. */
  readonly exclude: readonly string[];
}

/** A part that no check and no group can be named by. */
const UNREADABLE = '/';

/** Reads the address of a request; whatever it is made of, this does not throw. */
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
