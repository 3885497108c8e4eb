import type { Spans } from './spans';
import { overlapsUuid } from './uuid';

/** How long the account numbers of each country are: the registry of ISO 13616. */
const LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 ' +
    'EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 ' +
    'KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 ' +
    'PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 ' +
    'VG24 XK20'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);
/** A country and two digits; what follows is read by its length. The last group of a UUID begins with no country. */
const BEGIN = /(?<![A-Za-z0-9]|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3})[A-Za-z]{2}\d\d/g;
/** Between two characters: one blank or dash, encoded or not. */
const GAP = /(?:[ \u00A0\u202F+-]|%20|%C2%A0)?/y;
const CHARACTER = /[A-Za-z0-9]/;
/** `DE89…3000EUR`. */
const CURRENCY = /[A-Z]{3}(?![A-Za-z0-9])/y;
const CHECKSUM = 97;
/** The checksum of one in a hundred texts is right; no country's numbers are letters alone. */
const MIN_DIGITS = 8;

/** Finds international bank account numbers, known by country, length and checksum. */
export function findIbans(text: string, spans: Spans): void {
  let done = 0;
  for (const { 0: begin, index } of text.matchAll(BEGIN)) {
    const length = LENGTHS.get(begin.slice(0, 2).toUpperCase());
    if (index < done || length === undefined) continue;
    const end = endOfIban(text, index, length);
    if (end === 0 || overlapsUuid(text, index, end)) continue;
    spans.add(index, end);
    done = end;
  }
}

/** Where so many characters from here end; 0 where they are no account number. */
function endOfIban(text: string, start: number, length: number): number {
  let characters = '';
  let at = start;
  while (characters.length < length) {
    if (characters !== '') at = afterGap(text, at);
    const next = text.charAt(at);
    if (!CHARACTER.test(next)) return 0;
    characters += next;
    at += 1;
  }
  const isEnd = !CHARACTER.test(text.charAt(at)) || isBeforeCurrency(text, at);
  return isEnd && hasDigits(characters) && hasChecksum(characters) ? at : 0;
}

function hasDigits(iban: string): boolean {
  return iban.replaceAll(/\D/g, '').length >= MIN_DIGITS;
}

function isBeforeCurrency(text: string, at: number): boolean {
  CURRENCY.lastIndex = at;
  return CURRENCY.test(text);
}

function afterGap(text: string, at: number): number {
  GAP.lastIndex = at;
  return GAP.test(text) ? GAP.lastIndex : at;
}

/** ISO 7064, MOD 97-10: letters count from 10 on, and country and check digits come last. */
function hasChecksum(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % CHECKSUM;
  }
  return rest === 1;
}
