const MAX_LENGTH = 2048;
/** Beyond them a path says little that a label should keep apart. */
const MAX_SEGMENTS = 12;

const ORIGIN = /^[a-z][a-z0-9+.-]{0,31}:\/\/[^/?#]*/i;
/** `42`, `2026-11-30`, `10.0.0.1`, `+49151123`. */
const NUMBER = /^[-+]?\d+(?:[-.,:_]\d+)*$/;
/** By ISO 8601, with or without its separators. */
const MOMENT = /^[-+]?\d{4,6}-?\d\d-?\d\dT\d\d[\d:.,]{0,16}(?:Z|[-+]\d\d:?(?:\d\d)?)?$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** One with what it is an id of before it: `user_<uuid>`. */
const NAMED_UUID = /^([a-z][a-z_:.-]{0,31}[_:.-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** `order-123456`. Names end in few digits only: `iso-8601`. */
const NAMED_NUMBER = /^([a-z][a-z_-]{0,31}[_-])\d{5,}$/i;
const EMAIL = /^[^@\s]{1,64}@[^@\s]{1,255}$/;
/** An id of MongoDB, a digest, a short commit. Words of these letters have no digit. */
const HEX = /^(?:0x[0-9a-f]+|[0-9a-f]{7,})$/i;
/** What generators of ids make: ULID, nanoid, keys with a prefix. */
const LONG_ID = /^\w{18,}$/;
/** The same with the separators of nanoid, base64 and JWT. */
const LONG_ID_WITH_SEPARATORS = /^[\w.~=+-]{18,}$/;
const WORD = /^(?:[A-Z]?[a-z]*|[A-Z]+|v?\d+)$/;
/** Ids of links and videos: letters and digits by turns. */
const SHORT_ID = /^[a-z0-9_]{8,17}$/i;
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
  const segments = plain
    .replace(/;[^/]*/g, '')
    .split('/')
    .filter((segment) => segment !== '');
  const shown = segments.slice(0, MAX_SEGMENTS).map(normalized);
  return `/${[...shown, ...(segments.length > MAX_SEGMENTS ? ['*'] : [])].join('/')}`;
}

function normalized(segment: string): string {
  const text = decoded(segment);
  if (EMAIL.test(text)) return '{email}';
  const [extension = ''] = EXTENSION.exec(text) ?? [];
  const kind = kindOf(text.slice(0, text.length - extension.length));
  return kind ? kind + extension : (kindOf(text) ?? segment);
}

/** What is encoded in a path is the same id; what cannot be decoded stays. */
function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function kindOf(stem: string): string | undefined {
  if (UUID.test(stem.replace(/^\{(.*)\}$/, '$1'))) return '{uuid}';
  if (NUMBER.test(stem) || MOMENT.test(stem)) return '{id}';
  const [, nameOfUuid] = NAMED_UUID.exec(stem) ?? [];
  if (nameOfUuid) return `${nameOfUuid}{uuid}`;
  const [, nameOfNumber] = NAMED_NUMBER.exec(stem) ?? [];
  if (nameOfNumber) return `${nameOfNumber}{id}`;
  return isGenerated(stem) ? '{hash}' : undefined;
}

function isGenerated(stem: string): boolean {
  const isMixed = /\d/.test(stem) && /[a-z]/i.test(stem);
  if (!isMixed) return false;
  if (HEX.test(stem) || LONG_ID.test(stem)) return true;
  if (LONG_ID_WITH_SEPARATORS.test(stem)) return isOfBothCases(stem) && !isOfWords(stem);
  return SHORT_ID.test(stem) && turnsOf(stem) * 2 >= stem.length;
}

function isOfBothCases(stem: string): boolean {
  return /[a-z]/.test(stem) && /[A-Z]/.test(stem);
}

/** `Top-10-Coffee-Shops` is a title. */
function isOfWords(stem: string): boolean {
  return stem.split(/[-_.~=+]/).every((part) => WORD.test(part));
}

/** How often small letters, capitals, digits and others follow each other. */
function turnsOf(stem: string): number {
  const runs = stem
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '1');
  return runs.length - 1;
}
