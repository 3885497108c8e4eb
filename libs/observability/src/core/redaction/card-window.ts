import { cardLengthsOf } from './card-issuers';
import { isWithinAddress, isWithinHash } from './card-lookalikes';
import { isWrittenAsCard, MIN_GROUP } from './card-shape';
import type { Before } from './card-shape';
import { JOINT, lengthOf, OTHER, unitAt, unitOf } from './card-units';
import type { Unit } from './card-units';
import { overlapsUuid } from './uuid';

/** ISO/IEC 7812: no card has more digits. */
const MAX_DIGITS = 19;
const MIN_DIGITS = 13;
/** Characters between two groups of digits: ` - `, `, `. */
export const MAX_GAP = 4;
/** A card that has something behind it and nothing between has the three digits of a CVV there at least. */
const MIN_REST = 3;

/** The digits from the beginning of a group on, and what stands between them; made once for a text. */
export class CardWindow {
  private readonly digits = new Uint8Array(MAX_DIGITS);
  /** Where each ends in the text. */
  private readonly ends = new Uint32Array(MAX_DIGITS);
  /** What stands before each, and behind the last: 0 where nothing does. */
  private readonly gaps = new Uint8Array(MAX_DIGITS + 1);
  private count = 0;
  /** How many digits follow the last one without anything between; no more than needed. */
  private rest = 0;

  constructor(private readonly text: string) {}

  /** Where the card ends that begins here, what follows without a gap included; 0 where none does. */
  endOfCard(start: number, before: Before): number {
    // Most numbers end here: no issuer has 0 or 1.
    if (unitOf(unitAt(this.text, start)) < 2) return 0;
    this.read(start, before.gap === OTHER ? 1 : MIN_GROUP);
    const lengths = this.count < MIN_DIGITS ? undefined : cardLengthsOf(this.prefix());
    if (!lengths) return 0;
    for (const length of lengths.all) {
      const end = this.isCard(length, lengths.usual, before) ? this.endOfGroup(length) : 0;
      // A longer number may reach into a UUID that follows the card.
      if (end > 0 && !this.isLookalike(start, end)) return end;
    }
    return 0;
  }

  private isLookalike(start: number, end: number): boolean {
    const { text } = this;
    return (
      overlapsUuid(text, start, end) ||
      isWithinHash(text, start, end) ||
      isWithinAddress(text, start, end)
    );
  }

  /** @param minGroup where a group is shorter, no card goes on: what need not be read is not */
  private read(start: number, minGroup: number): void {
    [this.count, this.rest] = [0, 0];
    let [gap, gapLength, group] = [0, 0, 0];
    for (let at = start; this.rest < MIN_REST;) {
      const found = unitAt(this.text, at);
      const unit = unitOf(found);
      at += lengthOf(found);
      if (unit > 9) {
        gap = joined(gap, unit);
        gapLength += 1;
        if (gap === OTHER || gapLength > MAX_GAP || group < minGroup) break;
      } else if (this.count < MAX_DIGITS) {
        group = gap === 0 ? group + 1 : 1;
        this.add(unit, gap, at);
        [gap, gapLength] = [0, 0];
      } else if (gap === 0) this.rest += 1;
      else break;
    }
    this.gaps[this.count] = gap;
  }

  private add(digit: number, gap: Unit, end: number): void {
    this.digits[this.count] = digit;
    this.gaps[this.count] = gap;
    this.ends[this.count] = end;
    this.count += 1;
  }

  private prefix(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.digits;
    return a * 1000 + b * 100 + c * 10 + d;
  }

  private isCard(length: number, usual: number, before: Before): boolean {
    if (length > this.count || !hasChecksum(this.digits, length)) return false;
    const rest = this.restAfter(length);
    if (rest > 0 && (length !== usual || rest < MIN_REST)) return false;
    const { digits } = this;
    const after = this.gaps[length] ?? OTHER;
    return isWrittenAsCard({ digits, ...this.groupsOf(length), before, after });
  }

  /** How many digits follow the first so many without anything between. */
  private restAfter(length: number): number {
    let end = length;
    while (end < this.count && this.gaps[end] === 0) end += 1;
    return end - length + (end < this.count ? 0 : this.rest);
  }

  private groupsOf(length: number): { groups: number[]; mark: Unit } {
    const groups = [1];
    let mark: Unit = 0;
    for (let i = 1; i < length; i += 1) {
      const gap = this.gaps[i] ?? OTHER;
      if (gap === 0) groups.push((groups.pop() ?? 0) + 1);
      else {
        groups.push(1);
        mark = mark === 0 || mark === gap ? gap : OTHER;
      }
    }
    return { groups, mark };
  }

  /** What follows a card without anything between is its CVV or its expiry. */
  private endOfGroup(length: number): number {
    let end = this.ends[length - 1] ?? 0;
    for (;;) {
      const found = unitAt(this.text, end);
      if (unitOf(found) > 9) return end;
      end += lengthOf(found);
    }
  }
}

/** The mark of a gap with one more unit in it: blanks beside a mark do not count. */
export function joined(gap: Unit, unit: Unit): Unit {
  if (unit === OTHER || gap === OTHER) return OTHER;
  if (gap === 0 || gap === JOINT || gap === unit) return unit;
  return unit === JOINT ? gap : OTHER;
}

/** Luhn's, ISO/IEC 7812-1 annex B. */
function hasChecksum(digits: Uint8Array, length: number): boolean {
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    const digit = digits[length - 1 - i] ?? 0;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
