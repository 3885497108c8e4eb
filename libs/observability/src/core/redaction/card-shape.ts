import { OTHER } from './card-units';
import type { Unit } from './card-units';

/** What stands before a group of digits. */
export interface Before {
  /** The mark between the group before and this one; OTHER where none is before. */
  readonly gap: Unit;
  /** Whether a decimal point is before, and an integer before that. */
  readonly isFraction: boolean;
  /** Whether a plus is directly before, as before the number of a telephone. */
  readonly isPhone: boolean;
}

/** Digits that have the checksum of a card, as the text has them. */
export interface WrittenNumber {
  /** The first of them belong to this number. */
  readonly digits: Uint8Array;
  /** How many stand together each time. */
  readonly groups: readonly number[];
  /** The one mark between all groups; OTHER where they differ. */
  readonly mark: Unit;
  readonly before: Before;
  /** The mark behind the last digit, before more digits. */
  readonly after: Unit;
}

/** Written in groups, a card has at least so many digits in each, the last one aside. */
export const MIN_GROUP = 4;
/** Old cards of Visa. Numbers of articles and telephones have as many digits. */
const OLD_LENGTH = 13;
/** How German mobile numbers with 13 digits begin. */
const [MIN_MOBILE, MAX_MOBILE] = [4915, 4917];
/** Seconds, milliseconds and so on since 1970, from 2017 to 2033; of the last group a part may be missing. */
const MIN_TIME = 9;
const DOT = '.'.charCodeAt(0);
/** Marks between the items of a list, where one number is followed by the next. */
const LISTS: ReadonlySet<Unit> = new Set(Array.from(',;|', (each) => each.charCodeAt(0)));
/** Marks before the decimals of a number. */
const DECIMAL: ReadonlySet<Unit> = new Set(Array.from('.,', (each) => each.charCodeAt(0)));

/** Whether people write cards so; if not, it is a number of another kind, or several of them. */
export function isWrittenAsCard(number: WrittenNumber): boolean {
  return number.groups.length === 1 ? isSolidCard(number) : isGroupedCard(number);
}

function isSolidCard({ digits, groups: [length], before, after }: WrittenNumber): boolean {
  if (before.isFraction && after !== DOT) return false;
  return length !== OLD_LENGTH || !(before.isPhone || isMobile(digits) || isArticle(digits));
}

function isGroupedCard({ digits, groups, mark, before, after }: WrittenNumber): boolean {
  if (mark === OTHER || (groups.length === 2 && DECIMAL.has(mark))) return false;
  if (isThousands(groups) || hasTime(digits, groups)) return false;
  if (LISTS.has(mark) && (before.gap === mark || after === mark)) return false;
  if (groups.slice(0, -1).every((each) => each >= MIN_GROUP)) return true;
  // Many short numbers in a row are anything, so only the beginning of a row may be a card.
  return before.gap === OTHER && groups.every((each) => each <= MIN_GROUP);
}

/** `4.532.015.112.830.366`. */
function isThousands([first = 0, ...others]: readonly number[]): boolean {
  return first <= 3 && others.every((each) => each === 3);
}

/** Whether one group is a time, as behind the number of a measurement. */
function hasTime(digits: Uint8Array, groups: readonly number[]): boolean {
  let at = 0;
  return groups.some((length) => {
    const [first, second = 0] = digits.subarray(at, at + 2);
    at += length;
    return length >= MIN_TIME && first === 1 && second >= 5;
  });
}

function isMobile([a = 0, b = 0, c = 0, d = 0]: Uint8Array): boolean {
  const prefix = a * 1000 + b * 100 + c * 10 + d;
  return prefix >= MIN_MOBILE && prefix <= MAX_MOBILE;
}

/** EAN-13, whose last digit is another checksum. */
function isArticle(digits: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < OLD_LENGTH; i += 1) sum += (digits[i] ?? 0) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}
