import { nameOfError } from '../../errors/error-name';
import { isError, messageOf } from '../../errors/is-error';
import { endOfMessage } from '../../stack/separate-stack';
import { clientFailure } from './client-failures';
import { databaseFailure } from './database-failures';
import { field, textField } from './fields';
import { validationFailure } from './validation-failures';

/** What an error says, as it may be written. */
export interface ErrorTexts {
  readonly message: string;
  /** Undefined where the error has none. */
  readonly stack: string | undefined;
}

const MAX_LINKS = 10;
/** The part of a message or a stack that is kept; no one reads more. */
const MAX_TEXT = 65_536;
/** A shorter text stands in others by accident. */
const MIN_REPEATED = 4;
/** Where libraries keep the error that they wrap, besides `cause`. */
const WRAPPED = ['cause', 'driverError', 'original', 'parent', 'previous', 'originalError'];
/** Where drivers keep what a wrapper may repeat. */
const REPEATED = ['message', 'detail', 'sqlMessage', 'errmsg', 'where', 'hint', 'sql', 'query'];
const FRAME = /^\s+at /;

/**
 * What a driver or a validation library says without the values in it, known by codes and fields,
 * as the wording depends on the server's language; undefined where the error is of no such kind.
 */
export function failureOf(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  try {
    return databaseFailure(error) ?? clientFailure(error) ?? validationFailure(error);
  } catch {
    // A list in it throws when it is read, so what it says may be anything.
    return 'unreadable error';
  }
}

/**
 * The message and the stack of whatever was thrown, without the values that drivers and validation
 * libraries repeat. Where a wrapper repeats what it wraps, that part is replaced. Never throws.
 */
export function errorTexts(thrown: unknown): ErrorTexts {
  const raw = rawTexts(thrown);
  const own = failureOf(thrown);
  if (own !== undefined) return { message: own, stack: raw.stack && ofFailure(thrown, own, raw) };
  const repeated = isError(thrown) ? repeatedIn(thrown) : [];
  return repeated.length === 0
    ? raw
    : { message: without(raw.message, repeated), stack: raw.stack && without(raw.stack, repeated) };
}

/** The message and the stack of whatever was thrown, as they are. */
export function rawTexts(thrown: unknown): ErrorTexts {
  return { message: messageOf(thrown), stack: isError(thrown) ? stackOf(thrown) : undefined };
}

function stackOf(error: Error): string | undefined {
  return textField(error, 'stack');
}

/** The frames of a stack below a header of ours. The message may hold lines that look like frames. */
function ofFailure(thrown: unknown, message: string, raw: ErrorTexts): string {
  const stack = raw.stack ?? '';
  const lines = stack.slice(endOfMessage(stack, raw.message)).split('\n');
  const last = lines.findLastIndex((line) => line !== '' && !FRAME.test(line));
  const frames = lines.slice(last + 1).filter((line) => line !== '');
  return [`${isError(thrown) ? nameOfError(thrown) : 'Error'}: ${message}`, ...frames].join('\n');
}

/** A text of an error below, and what stands for it. */
type Repeated = readonly [text: string, safe: string];

function repeatedIn(thrown: Error): Repeated[] {
  const found: Repeated[] = [];
  for (const link of linksBelow(thrown)) {
    const safe = failureOf(link);
    if (safe === undefined) continue;
    for (const name of REPEATED) {
      const text = textField(link, name) ?? '';
      if (text.length >= MIN_REPEATED) found.push([text, safe]);
    }
  }
  // The longest first: one may be a part of another.
  return found.toSorted(([a], [b]) => b.length - a.length);
}

function linksBelow(thrown: Error): Error[] {
  const links: Error[] = [thrown];
  // The list grows while it is read.
  for (const link of links) {
    const below = [...WRAPPED.map((name) => field(link, name)), ...membersOf(link)];
    for (const next of below) {
      if (links.length < MAX_LINKS && isError(next) && !links.includes(next)) links.push(next);
    }
  }
  return links.slice(1);
}

/** The members of an aggregate; none where they cannot be read. */
function membersOf(error: Error): readonly unknown[] {
  try {
    const members = field(error, 'errors');
    return Array.isArray(members) ? members.slice(0, MAX_LINKS) : [];
  } catch {
    return [];
  }
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly safe: string;
}

/** The text with each repeated part replaced once: nothing is looked for in what was written for another. */
function without(text: string, repeated: readonly Repeated[]): string {
  const kept = text.slice(0, MAX_TEXT);
  let safe = '';
  let done = 0;
  for (const { start, end, safe: words } of foundIn(kept, new Map(repeated))) {
    if (start < done) continue;
    safe += kept.slice(done, start) + words;
    done = end;
  }
  return safe + kept.slice(done);
}

/** In order; of those that begin together the longest first. */
function foundIn(text: string, repeated: ReadonlyMap<string, string>): readonly Found[] {
  const found: Found[] = [];
  for (const [part, safe] of repeated) {
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
      found.push({ start: at, end: at + part.length, safe });
    }
  }
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end);
}
