import { endOfVerification } from './card-verification';

/** `^DOE/JANE^2512101…?` behind the number: track 1 of a magnetic stripe, ISO/IEC 7813; one that was cut has no second caret. */
const CARET = '(?:\\^|%(?:25){0,3}5E)';
const REST_OF_TRACK_1 = new RegExp(
  `${CARET}(?:[^^?\\n"&]{0,40}?${CARET}[\\w ]{0,80}(?:\\?|%(?:25){0,3}3F)?|[^?\\n"&%]{0,26})`,
  'iy',
);
/** `=2512101…?`, and with the letter that some terminals send in place of the mark: track 2. */
const END = '(?:\\?|%(?:25){0,3}3F)';
/** Year, month, service code, the issuer's own digits; a number in groups is another card. */
const EXPIRY = '\\d\\d(?:0[1-9]|1[0-2])';
const REST_OF_TRACK_2 = new RegExp(
  `(?:=|%(?:25){0,3}3D|D)${EXPIRY}(?:\\d{0,26}${END}|\\d{3,26}(?=$|["'\\n<>)\\]},;&A-Z]|\\s(?!\\d)))`,
  'iy',
);
/** `%B` or `;` before the number, encoded or not. */
const BEGIN_OF_TRACK = /(?:%(?:25){0,3}B|;|%(?:25){0,3}3B)$/i;
const MAX_BEGIN = 10;

/** The whole track of a card whose number stands here; where it is in none, the number with its expiry and code. */
export function trackAround(
  text: string,
  start: number,
  end: number,
): { start: number; end: number } {
  for (const rest of [REST_OF_TRACK_1, REST_OF_TRACK_2]) {
    rest.lastIndex = end;
    if (rest.test(text)) return { start: beginBefore(text, start), end: rest.lastIndex };
  }
  return { start, end: endOfVerification(text, start, end) };
}

function beginBefore(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - MAX_BEGIN), start);
  return start - (BEGIN_OF_TRACK.exec(before)?.[0].length ?? 0);
}
