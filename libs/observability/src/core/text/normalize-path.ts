const MAX_LENGTH = 2048;
/** Beyond them a path says little that a label should keep apart. */
const MAX_SEGMENTS = 12;

const ORIGIN = /^[a-z][a-z0-9+.-]{0,31}:\/\/[^/?#]*/i;
/** `42`, `2026-11-30`, `10.0.0.1`. */
const NUMBER = /^-?\d+(?:[-.,:_]\d+)*$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** An id of MongoDB, a digest, a short commit. Words of these letters have no digit. */
const HEX = /^[0-9a-f]{7,}$/i;
/** What generators of ids make: ULID, nanoid, keys with a prefix. */
const LONG_ID = /^\w{18,}$/;
const EXTENSION = /\.[a-z][a-z0-9]{0,4}$/i;

/**
 * A path with few values, for a label of outgoing calls: `/users/42/orders?page=2` is
 * `/users/{id}/orders`. Numbers become `{id}`, UUIDs `{uuid}`, hashes and other generated ids `{hash}`;
 * origin, query and fragment are left out.
 * @param path a path or a whole address
 */
export function normalizePath(path: string): string {
  const given: unknown = path;
  const text = typeof given === 'string' ? given.slice(0, MAX_LENGTH) : '';
  const [plain = ''] = text.replace(ORIGIN, '').split(/[?#]/, 1);
  const segments = plain.split('/').filter((segment) => segment !== '');
  const shown = segments.slice(0, MAX_SEGMENTS).map(normalized);
  return `/${[...shown, ...(segments.length > MAX_SEGMENTS ? ['*'] : [])].join('/')}`;
}

function normalized(segment: string): string {
  const [extension = ''] = EXTENSION.exec(segment) ?? [];
  const kind = kindOf(segment.slice(0, segment.length - extension.length));
  return kind ? kind + extension : segment;
}

function kindOf(stem: string): string | undefined {
  if (NUMBER.test(stem)) return '{id}';
  if (UUID.test(stem)) return '{uuid}';
  const isMixed = /\d/.test(stem) && /[a-z]/i.test(stem);
  return isMixed && (HEX.test(stem) || LONG_ID.test(stem)) ? '{hash}' : undefined;
}
