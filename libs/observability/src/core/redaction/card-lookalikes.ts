/** A hash or a trace id in hexadecimal digits, and a UUID. */
const HASH = /(?<![\w-])(?:[\da-f]{32,128}|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})(?![\w-])/gi;
const MAX_HASH = 128;
/** A track has one letter, and UUIDs have dashes at least. */
const MIN_SIGNS = 4;
const SIGN = /[a-f-]/gi;

/** Whether these digits are a part of a hash or a UUID, where they mean nothing. */
export function isWithinHash(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - MAX_HASH);
  for (const { 0: hash, index } of text.slice(from, end + MAX_HASH).matchAll(HASH)) {
    const begin = from + index;
    if (begin <= start && end <= begin + hash.length) {
      return (hash.match(SIGN)?.length ?? 0) >= MIN_SIGNS;
    }
  }
  return false;
}
