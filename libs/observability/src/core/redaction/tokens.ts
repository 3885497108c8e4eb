import { isDigit, isWordCharacter } from './letters';
import type { Spans } from './spans';
import { TOKEN_FORMS } from './token-forms';
import type { TokenForm } from './token-forms';

const RESTS: Readonly<Record<TokenForm['rest'], RegExp>> = {
  word: /[\w-]*/y,
  base64: /[\w+/.=-]*/y,
  url: /[\w/.@-]*/y,
  tilde: /[\w.~-]*/y,
};
/** A JSON Web Token, RFC 7519: `{"` in base64url; signed ones have three parts, encrypted ones five. */
const WEB_TOKEN = { start: 'eyJ', header: /[\w-]*/y, parts: /(?:\.[\w-]*){1,4}/y, minLength: 8 };
/**
 * Forms that begin like anything: Mailgun, Mailchimp, Azure's client secrets and keys, New Relic,
 * Terraform Cloud, Discord, Firebase, Ably. Each has fixed lengths, and is looked for where a long word begins.
 */
const LONG_FORMS = new RegExp(
  [
    '[0-9a-f]{32}-(?:us\\d{1,2}|[0-9a-f]{8}-[0-9a-f]{8})(?![\\w-])',
    '[\\w.~-]{3}\\dQ~[\\w.~-]{31,34}',
    '\\w{52}JQQJ99\\w{26}',
    '\\w{76}AZDO\\w{4}',
    '[\\w-]{40,44}Az(?:Fu|Se|Ca)[\\w-]{5,8}={0,2}',
    // Its first characters may be signs, at which no token begins.
    '[\\w+/]{70,76}\\+ASt[\\w+/]{6}==',
    '\\w{30,36}NRAL(?!\\w)',
    '\\w{14}\\.atlasv1\\.[\\w-]{40,80}',
    '[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,45}',
    'AAAA[\\w-]{7}:[\\w-]{100,200}',
    '[\\w-]{6}\\.[\\w-]{6}:[\\w-]{40,60}',
  ].join('|'),
  'y',
);
const MIN_LONG_WORD = 34;
const LONG_WORD = /[\w.~+/:-]*/y;
/** Telegram: the number of a bot, a colon and 35 characters. */
const BOT = /\d{8,10}:[\w-]{35}(?![\w-])/y;
const BOT_LENGTH = { min: 8, max: 10 };

interface KnownForm {
  readonly start: string;
  readonly least: RegExp;
  readonly rest: RegExp;
}

/** The forms by the two characters that they begin with, the longest start first. */
const BY_START = new Map<number, readonly KnownForm[]>();
for (const { start, least, rest } of TOKEN_FORMS) {
  const key = startKey(start.charCodeAt(0), start.charCodeAt(1));
  const known = { start, least: new RegExp(least, 'y'), rest: RESTS[rest] };
  const all = [...(BY_START.get(key) ?? []), known];
  BY_START.set(
    key,
    all.toSorted((a, b) => b.start.length - a.start.length),
  );
}
/** 1 for each pair of characters that a form begins with. */
const STARTS = new Uint8Array(128 * 128);
for (const { start } of TOKEN_FORMS) {
  STARTS[start.charCodeAt(0) * 128 + start.charCodeAt(1)] = 1;
}
const [SMALL_E, COLON, SLASH, DASH] = [101, 58, 47, 45];

/** Finds the tokens in a text that their form gives away. A token begins where no letter or digit stands before it. */
export function findTokens(text: string, spans: Spans): void {
  new TokenReader(text, spans).read();
}

/** Whether a form begins with the two characters. */
export function mayBeginToken(first: number, second: number): boolean {
  return first < 128 && second < 128 && STARTS[first * 128 + second] === 1;
}

class TokenReader {
  /** Up to here no header of a JSON Web Token is followed by a dot. */
  private withoutDot = 0;
  /** Up to here the long word is known that was looked at last. */
  private longWordEnd = 0;

  constructor(
    private readonly text: string,
    private readonly spans: Spans,
  ) {}

  read(): void {
    const { text } = this;
    let isInWord = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const isOfWord = isWordCharacter(code);
      if (isOfWord && !isInWord) {
        const end = this.tokenAt(at, code);
        if (end > 0) {
          this.spans.add(at, end);
          at = end - 1;
        }
      }
      isInWord = isOfWord;
    }
  }

  /** @returns where the token at the place ends; 0 where there is none */
  private tokenAt(at: number, code: number): number {
    const known = this.formAt(at, code);
    if (known > 0) return known;
    if (code === SMALL_E && this.text.startsWith(WEB_TOKEN.start, at)) return this.webTokenAt(at);
    return (isDigit(code) && this.botAt(at)) || this.longFormAt(at);
  }

  /** At the start of a run of the characters that tokens are made of, and of each long part of a path in it. */
  private longFormAt(at: number): number {
    const { text } = this;
    if (at >= this.longWordEnd) this.longWordEnd = endOf(LONG_WORD, text, at);
    else if (this.longWordEnd - at < MIN_LONG_WORD) return 0;
    else if (!isBreak(text.charCodeAt(at - 1)) || isShortPart(text, at)) return 0;
    if (this.longWordEnd - at < MIN_LONG_WORD || isUuid(text, at)) return 0;
    return endOf(LONG_FORMS, text, at);
  }

  private formAt(at: number, code: number): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (next > 127 || STARTS[code * 128 + next] !== 1) return 0;
    const known = BY_START.get(startKey(code, next)) ?? [];
    for (const { start, least, rest } of known) {
      if (!text.startsWith(start, at)) continue;
      const end = endOf(least, text, at + start.length);
      if (end > 0) return endOf(rest, text, end);
    }
    return 0;
  }

  private webTokenAt(at: number): number {
    if (at < this.withoutDot) return 0;
    const { text } = this;
    const end = endOf(WEB_TOKEN.header, text, at);
    const whole = endOf(WEB_TOKEN.parts, text, end);
    if (whole === 0) this.withoutDot = end;
    return whole > 0 && end - at >= WEB_TOKEN.minLength + WEB_TOKEN.start.length ? whole : 0;
  }

  /** `bot123456789:…` begins with letters; the number is what all have. */
  private botAt(at: number): number {
    const { text } = this;
    const { min, max } = BOT_LENGTH;
    let end = at;
    while (end - at <= max && isDigit(text.charCodeAt(end))) end += 1;
    const isLongEnough = end - at >= min && end - at <= max;
    return isLongEnough && text.charCodeAt(end) === COLON ? endOf(BOT, text, at) : 0;
  }
}

/** Where so many paths have a part of its length that none need be matched with all forms. */
function isUuid(text: string, at: number): boolean {
  return (
    text.charCodeAt(at + 8) === DASH &&
    text.charCodeAt(at + 13) === DASH &&
    text.charCodeAt(at + 18) === DASH
  );
}

/** What a token may stand behind without a blank: `client:abc8Q~…`, `/lists/0123…-us12`. */
function isBreak(code: number): boolean {
  return code === SLASH || code === COLON;
}

function isShortPart(text: string, at: number): boolean {
  const end = text.indexOf('/', at);
  return end >= 0 && end - at < MIN_LONG_WORD;
}

function startKey(first: number, second: number): number {
  return first * 65_536 + second;
}

/** Where the match at the place ends; 0 where there is none, or nothing is matched. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
