import { isIPv6 } from 'node:net';

/** A hash or a trace id in hexadecimal digits. */
const HASH = /(?<![\w-])[\da-f]{32,128}(?![\w-])/gi;
const MAX_HASH = 128;
/** A track has one letter. */
const MIN_LETTERS = 4;
const LETTER = /[a-f]/gi;

/** Whether these digits are a part of a hash, where they mean nothing. */
export function isWithinHash(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - MAX_HASH);
  for (const { 0: hash, index } of text.slice(from, end + MAX_HASH).matchAll(HASH)) {
    const begin = from + index;
    if (begin <= start && end <= begin + hash.length) {
      return (hash.match(LETTER)?.length ?? 0) >= MIN_LETTERS;
    }
  }
  return false;
}

const ADDRESS_BEFORE = /(?<![\w-])[\da-f:.]{0,45}$/i;
const ADDRESS_BEHIND = /^[\da-f:.]{0,45}(?![\w-])/i;
const MAX_ADDRESS = 46;
/** Groups of digits with nothing else are a card's sooner. */
const SIGN_OF_ADDRESS = /::|[a-f]/i;
/** The groups of a card, which might stand in an address. */
const GROUPS_OF_CARD = /^\d{4}(?::\d{4}){2}/;

/** Whether these digits are a part of an address of IPv6. */
export function isWithinAddress(text: string, start: number, end: number): boolean {
  const digits = text.slice(start, end);
  if (!digits.includes(':') || GROUPS_OF_CARD.test(digits)) return false;
  const before = ADDRESS_BEFORE.exec(text.slice(Math.max(0, start - MAX_ADDRESS), start))?.[0];
  const behind = ADDRESS_BEHIND.exec(text.slice(end, end + MAX_ADDRESS))?.[0];
  if (before === undefined || behind === undefined) return false;
  const address = before + digits + behind;
  if (!SIGN_OF_ADDRESS.test(address)) return false;
  return isIPv6(address) || isIPv6(address.slice(0, -1));
}
