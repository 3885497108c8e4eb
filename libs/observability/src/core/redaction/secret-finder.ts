import { findCards } from './card-number';
import { HAS_FOREIGN_DIGITS } from './card-units';
import { findCredentials, mayHaveCredentials } from './credentials';
import { decodedText } from './decoded-text';
import { findRowValues } from './driver-messages';
import { findIbans } from './iban';
import { JsonText } from './json-text';
import { findListPairs } from './list-pairs';
import { findMail } from './mail-address';
import { findMarkedValues } from './marked-values';
import { findPairs } from './pairs';
import type { SensitiveKeys } from './sensitive-keys';
import { Spans } from './spans';
import { findSqlPasswords } from './sql-passwords';
import { signsOf } from './text-signs';
import type { TextSigns } from './text-signs';
import { findTokens } from './tokens';
import { findUserInfo } from './user-info';

/** No token has a shorter part, no card fewer digits. */
const MIN_TOKEN_LENGTH = 11;
const MIN_CARD_DIGITS = 13;
/** Addresses of webhooks are secrets, and their parts may be short. */
const WEBHOOK = 'hooks.';
/** An address in an address in a form in JSON. */
const MAX_LAYERS = 4;
const MIN_IBAN_DIGITS = 10;
const SQL = /password|identified/i;

/**
 * Finds the secrets in a text, whatever it is: each detector reads it as it came, and once more with
 * one layer of its encoding taken off, until nothing is encoded any more.
 */
export class SecretFinder {
  /**
   * @param patterns secrets of the app's own form, with the flag `g`
   * @param keepsPersonalData whether e-mail addresses and account numbers of banks may stay
   */
  constructor(
    private readonly keys: SensitiveKeys,
    private readonly patterns: readonly RegExp[],
    private readonly keepsPersonalData = true,
  ) {}

  /** @param layer how many layers of encoding were taken off before */
  find(text: string, spans: Spans, layer = 0): void {
    this.findPatterns(text, spans);
    const json = new JsonText(text);
    const signs = signsOf(text);
    const { hasPairs, hasAt, hasMarks, hasEscapes, digits } = signs;
    const { hasQuotes, hasBrackets } = signs;
    if (mayHoldToken(text, signs)) findTokens(text, spans);
    const hasCredentials = mayHaveCredentials(text);
    if (hasCredentials) findCredentials(text, json, spans);
    if (mayHoldCard(text, signs)) findCards(text, spans);
    if (hasAt) findUserInfo(text, spans);
    if (!this.keepsPersonalData) findPersonalData(text, hasAt, digits, spans);
    if (hasPairs) findPairs(text, json, this.keys, spans);
    if (hasMarks) findMarkedValues(text, json, this.keys, spans);
    if (hasQuotes && hasBrackets) findListPairs(text, json, this.keys, spans);
    if ((hasQuotes || hasCredentials) && SQL.test(text)) findSqlPasswords(text, json, spans);
    if (hasQuotes || hasBrackets || hasPairs) findRowValues(text, json, spans);
    if (hasEscapes && layer < MAX_LAYERS) this.findDecoded(text, json, spans, layer);
  }

  /** Tokens and numbers, which are known by their form alone: a path of names has nothing else. */
  findByForm(text: string, spans: Spans): void {
    findTokens(text, spans);
    findCards(text, spans);
    if (!this.keepsPersonalData) findIbans(text, spans);
  }

  /** What may stand across the borders of a grammar: numbers of cards, and the app's own patterns. */
  findAcross(text: string, spans: Spans): void {
    this.findPatterns(text, spans);
    if (mayHoldCard(text, signsOf(text))) findCards(text, spans);
  }

  private findPatterns(text: string, spans: Spans): void {
    for (const pattern of this.patterns) {
      for (const { index, 0: whole } of text.matchAll(pattern)) {
        spans.add(index, index + whole.length);
      }
    }
  }

  /** Of JSON, each text by itself: a quote that was escaped in one of them must not end it. */
  private findDecoded(encoded: string, json: JsonText, spans: Spans, layer: number): void {
    const texts = json.escapedTexts() ?? [{ start: 0, end: encoded.length }];
    for (const { start, end } of texts) {
      const decoded = decodedText(encoded.slice(start, end));
      if (!decoded) continue;
      const found = new Spans();
      this.find(decoded.text, found, layer + 1);
      spans.addDecoded(found, decoded, start);
    }
  }
}

/** The parts of a token stand between dots, and in some between tildes. */
function mayHoldToken(text: string, { longestWord, hasTilde }: TextSigns): boolean {
  return longestWord >= MIN_TOKEN_LENGTH || hasTilde || text.includes(WEBHOOK);
}

/** Escapes have letters, so that they part a number where the digits stand alone. */
function mayHoldCard(
  text: string,
  { digits, longestNumber, hasEscapes, hasWide }: TextSigns,
): boolean {
  const isParted = hasEscapes || hasWide;
  if ((isParted ? digits : longestNumber) >= MIN_CARD_DIGITS) return true;
  return isParted && HAS_FOREIGN_DIGITS.test(text);
}

function findPersonalData(text: string, hasAt: boolean, digits: number, spans: Spans): void {
  if (hasAt) findMail(text, spans);
  if (digits >= MIN_IBAN_DIGITS) findIbans(text, spans);
}
