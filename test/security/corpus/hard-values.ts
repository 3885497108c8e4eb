import * as fc from 'fast-check';

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Found again in any text: random, and longer than the shortest run that is searched for. */
const CANARY_LENGTH = 9;

/** Random characters of an alphabet. */
export function charactersOf(
  alphabet: string,
  length: number,
  most = length,
): fc.Arbitrary<string> {
  const character = fc.constantFrom(...alphabet.split(''));
  const characters = fc.array(character, { minLength: length, maxLength: most, size: 'max' });
  return fc.noBias(characters).map((all) => all.join(''));
}

/** A text that occurs nowhere else; it has a digit, so that it is no word of a sentence. */
export const canary: fc.Arbitrary<string> = charactersOf(ALPHANUMERIC, CANARY_LENGTH - 1).map(
  (text) => `7${text}`,
);

/** What separates pairs or items, and what opens a quote, a bracket or an escape. */
const SEPARATORS = [',', ';', '&', '|', ':', '='];
const OPENINGS = ['"', "'", '`', '(', '[', '{', '<', '\\'];

/** A separator in front of something that opens looks like the end of a value and the next item: `a,[K`. */
const SEPARATED_OPENINGS = SEPARATORS.flatMap((separator) =>
  OPENINGS.map((opening) => `a${separator}${opening}K`),
);
/** The same at once behind the name. Behind `--password`, a colon and a quote would be those of the pair itself. */
const OPENINGS_AT_ONCE = [',', ';', '&', '|'].flatMap((separator) =>
  OPENINGS.map((opening) => `${separator}${opening}K`),
);

/**
 * What a password may look like where it fools a reader of texts: `K` is the canary. Each was the
 * reason of a leak in some redactor: separators, quotes, brackets, codes and words that end a value.
 */
export const HARD_VALUES = [
  'K',
  'a&K',
  'a%26K',
  'a%23K',
  "a'K",
  '(a)K',
  '%2F%2FK',
  '%2f%2fK',
  'a K',
  'a;K',
  'a; K',
  'a,K',
  'a, K',
  'a"K',
  '{a}K',
  '[a]K',
  '<a>K',
  'a\tK',
  'pässwörd✓K',
  '密码K',
  String.raw`a\K`,
  String.raw`a\"K`,
  String.raw`a\nK`,
  'a=K',
  'a:b@K/x',
  'a@K:b',
  '%K',
  '%zzK',
  '%25K',
  '%3DK',
  'K=',
  'K==',
  'a+K/b==',
  ' K',
  'K ',
  '"K',
  "'K",
  '`K',
  '(K',
  '[K',
  '{K',
  '<K',
  ')K',
  ']K',
  '}K',
  '>K',
  '=K',
  '==K',
  ':K',
  '::K',
  '//K',
  '://K',
  '?K',
  '#K',
  '&K',
  ';K',
  ',K',
  '.K',
  '...K',
  '-K',
  '--K',
  '|K',
  '!K',
  '$K',
  '${K',
  '$(K',
  '*K',
  '~K',
  '^K',
  'a|K',
  'a#K',
  'a?K',
  'a/K',
  'a//K',
  'a!K',
  'a$K',
  'a$$K',
  'a$&K',
  'trueK',
  'true K',
  'true,K',
  'true;K',
  'null&K',
  'none.K',
  'false"K',
  'missing:K',
  'invalid K',
  '123K',
  '-1K',
  '1.5K',
  '0x1K',
  '12:34:56K',
  'a=b&c=K',
  'a: b, c: K',
  '"a":"K"',
  "a'b'K",
  'a"b"K',
  '{"a":"K"}',
  '<a>K</a>',
  'http://K',
  'user:K@host',
  'Bearer K',
  'Basic K',
  '[Redacted]K',
  '[Redacted] K',
  '[Redacted]:K',
  '[Redacted]@K',
  '[Redacted]&K',
  'K[Redacted]K',
  "K' OR '1'='1",
  'K\\',
  'K"',
  "K'",
  'K%',
  'K&',
  'K;',
  'K}',
  'K)',
  'K]',
  'K>',
  ...SEPARATED_OPENINGS,
  ...OPENINGS_AT_ONCE,
] as const;

/** A line break ends what most places can hold, so these have their own list. */
export const BROKEN_VALUES = ['a\nK', 'a\r\nK', 'a\n\nK', '\nK', 'a\u2028K', 'a\u0085K'] as const;

/** A pattern of the lists with a canary in it. */
export function hardValue(pattern: string): fc.Arbitrary<string> {
  return canary.map((text) => pattern.replaceAll('K', () => text));
}

const printable = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 180 });
/** `"x" user:` may be a value in quotes with the next pair behind it as well. */
const PAIR_BEHIND_QUOTES = /^["'`].*["'`\s][\w.-]+\s?[=:]/;
/** Nothing else in the tests has these letters, so that even one of them is found again. */
const tiny = charactersOf('ЖЩЮΩΨΞ', 1, 5);

/** Any password: a hard one, one of any characters with a canary in it, or one too short to search. */
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HARD_VALUES).chain(hardValue) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(printable, canary, printable)
      .map(([before, text, after]) =>
        (before.slice(0, 90) + text + after.slice(0, 90)).replaceAll(/\p{Cc}/gu, '_'),
      )
      .filter((value) => !PAIR_BEHIND_QUOTES.test(value)),
  },
  { weight: 1, arbitrary: tiny },
);

/** As {@link anyValue}, and with line breaks. */
export const anyBrokenValue: fc.Arbitrary<string> = fc
  .constantFrom(...BROKEN_VALUES)
  .chain(hardValue);

/** Digits, as PINs, codes and numbers of accounts have them. */
export const digits = (length: number, most = length): fc.Arbitrary<string> =>
  charactersOf('0123456789', length, most);
