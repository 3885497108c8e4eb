import { cardLengthsOf } from './card-issuers';
import { trackAround } from './card-track';
import { lengthOf, OTHER, unitAt, unitOf } from './card-units';
import type { Unit } from './card-units';
import { CardWindow, joined, MAX_GAP } from './card-window';
import { Spans } from './spans';

/** Sizes of disks and other counts have 13 digits, so a number must have more to be taken for a card. */
const MIN_NUMBER = 1e13;
const MAX_NUMBER = 1e19;
const PERCENT = '%'.charCodeAt(0);
const DOT = '.'.charCodeAt(0);
const PLUS = '+'.charCodeAt(0);
/** An encoded character ends with up to so many digits: `%25284111…`. */
const MAX_ENCODED = 4;

/**
 * Finds the numbers of payment cards: as many digits as the issuer's cards have, with its first
 * digits and Luhn's checksum, with marks between their groups or none, encoded or not, and the tracks
 * of their magnetic stripes.
 *
 * A number begins with a group of digits: after a mark, a letter or nothing. It ends with one, or at
 * least three more digits follow (CVV, expiry), which go too. So times, ids of 64 bits that count up
 * from the time, decimal fractions, UUIDs and hashes stay. Of random numbers of 16 digits, one in 22
 * looks like a card; of those with 13 to 15, 17 and 18 digits, one in 40 to 400.
 */
export function findCards(text: string, spans: Spans): void {
  const window = new CardWindow(text);
  const scan = new GapScan();
  for (let at = 0; at < text.length;) {
    const found = unitAt(text, at);
    const unit = unitOf(found);
    const card = unit < 10 && scan.gap !== 0 ? cardAt(window, text, at, scan.gap) : undefined;
    if (card) spans.add(card.start, card.end);
    scan.pass(card ? OTHER : unit);
    at = card ? card.end : at + lengthOf(found);
  }
}

/** Whether a number of the app can only be a card's. */
export function isCardNumber(value: number): boolean {
  const size = Math.trunc(Math.abs(value));
  if (!(size >= MIN_NUMBER && size < MAX_NUMBER)) return false;
  const digits = String(size);
  if (Number.isSafeInteger(size)) {
    const spans = new Spans();
    findCards(digits, spans);
    return !spans.isEmpty;
  }
  // It has lost its last digits and with them the checksum; what is left begins like a card.
  return cardLengthsOf(Number(digits.slice(0, 4)))?.all.includes(digits.length) === true;
}

/** The mark between the last digit and the place that has been reached. */
class GapScan {
  /** 0 within a group of digits, OTHER where no number goes on. */
  gap: Unit = OTHER;
  private length = 0;

  pass(unit: Unit): void {
    this.length = unit < 10 ? 0 : this.length + 1;
    this.gap = unit < 10 ? 0 : this.length > MAX_GAP ? OTHER : joined(this.gap, unit);
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The card that begins with this group of digits. */
function cardAt(window: CardWindow, text: string, at: number, gap: Unit): Place | undefined {
  const last = text.charCodeAt(at - 1);
  const isFraction = gap === DOT && last === DOT && isDigit(text.charCodeAt(at - 2));
  const before = { gap, isFraction, isPhone: last === PLUS };
  const skipped = last === PERCENT ? MAX_ENCODED : 0;
  for (let start = at; start <= at + skipped; start += 2) {
    const end = window.endOfCard(start, before);
    if (end > 0) return trackAround(text, start, end);
  }
  return undefined;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
