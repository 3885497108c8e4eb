import type { Spans } from './spans';

/** 13 to 19 digits in groups, as cards of the great issuers (3 to 6, 2 of Mastercard) are written; the checksum decides. */
const CARD = /\b(?:[3-6]\d|2[2-7])(?:[ -]?\d){11,17}\b/g;
/** Times in milliseconds have 13 digits, so a number must have more to be taken for a card. */
const LEAST_NUMBER = 1e14;

/** Finds the numbers of payment cards. */
export function findCards(text: string, spans: Spans): void {
  for (const { index, 0: digits } of text.matchAll(CARD)) {
    if (hasCardChecksum(digits)) spans.add(index, index + digits.length);
  }
}

/** Whether a number of the app can only be a card's. */
export function isCardNumber(value: number): boolean {
  if (value < LEAST_NUMBER || !Number.isSafeInteger(value)) return false;
  return [...String(value).matchAll(CARD)].some(({ 0: digits }) => hasCardChecksum(digits));
}

/** Luhn's checksum, ISO/IEC 7812-1 annex B. */
function hasCardChecksum(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
