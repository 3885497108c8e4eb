import type { Spans } from './spans';

/** A part of a path that is long enough to be a token: hexadecimal, or base64url. */
const LONG_SEGMENT = /\/(?:[0-9a-fA-F]{32,}|[\w-]{40,})(?![\w.%+@~-])/g;
const HEX = /^\/[0-9a-fA-F]+$/;
/** Words have few changes between small letters, capitals and digits; random text has many. */
const CHANGE = /(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[a-z0-9]|(?<=\d)[A-Za-z]/g;
const MIN_CHANGES = 0.25;

/**
 * Finds parts of a path that look random: the token of a link to reset a password, where nobody knows
 * the route's parameters.
 */
export function findRandomSegments(text: string, spans: Spans): void {
  for (const { index, 0: segment } of text.matchAll(LONG_SEGMENT)) {
    if (isRandom(segment)) spans.add(index + 1, index + segment.length);
  }
}

function isRandom(segment: string): boolean {
  if (HEX.test(segment)) return true;
  if (!/\d/.test(segment)) return false;
  const changes = segment.match(CHANGE)?.length ?? 0;
  return changes >= segment.length * MIN_CHANGES;
}
