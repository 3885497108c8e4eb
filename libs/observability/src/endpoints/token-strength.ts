import type { Rule } from '../core';

const MIN_CHARACTERS = 16;
const MIN_DIFFERENT = 5;
/** How many characters must remain without well-known words and sequences such as 123. */
const MIN_SURPRISING = 8;

/** Keyboard walks: along the rows, down the columns, and zigzag between two rows. */
const KEYBOARD_WALKS =
  'qwertyuiop asdfghjkl zxcvbnm zxcvbn 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik 9ol zaq1 xsw2 cde3 vfr4 bgt5 nhy6 mju7 1q2w 3e4r 5t6y 7u8i 9o0p q1w2 e3r4 t5y6 u7i8';

/** Placeholders and keyboard walks; longest first. */
const WELL_KNOWN = [
  ...KEYBOARD_WALKS.split(' '),
  'observability',
  'placeholder',
  'development',
  'production',
  'prometheus',
  'changeit',
  'changeme',
  'password',
  'passw0rd',
  'passwort',
  'passphrase',
  'replace',
  'example',
  'letmein',
  'welcome',
  'default',
  'metrics',
  'qwertz',
  'qwerty',
  'asdfgh',
  'secret',
  'sample',
  'bearer',
  'insert',
  'access',
  'change',
  'dragon',
  'monkey',
  'token',
  'admin',
  'dummy',
  'health',
  'apikey',
  'value',
  'grafana',
  'test',
  'demo',
  'todo',
  'here',
  'root',
  'your',
  'pass',
  'key',
  'env',
].toSorted((a, b) => b.length - a.length);

/** Common substitutions of letters. */
const SPELLED: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '0': 'o',
  '3': 'e',
  '1': 'i',
};

/** The characters above the digits, as typed with the shift key. */
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The requirement for a bearer token, as in error messages. */
export const STRONG_TOKEN =
  `${MIN_CHARACTERS} or more visible ASCII characters that are hard to guess, ` +
  'for example what `openssl rand -hex 32` prints';

/** Why a token is weak; undefined for a strong one. */
export function weaknessOf(token: string): string | undefined {
  if (!/^[\x21-\x7e]*$/.test(token)) return 'it has spaces or characters outside ASCII';
  if (token.length < MIN_CHARACTERS) return `it has fewer than ${MIN_CHARACTERS} characters`;
  if (new Set(token).size < MIN_DIFFERENT) return 'it has too few different characters';
  if (isRepetition(token)) return 'it repeats itself';
  const rest = Math.min(...spellings(token).map((text) => surprises(withoutWords(text))));
  if (rest < MIN_SURPRISING) return 'it consists of well-known words or sequences such as 123';
  return undefined;
}

/** Validates a token for the endpoints. The value is never shown. */
export const strongToken: Rule = (value, path, problems) => {
  const weakness = typeof value === 'string' ? weaknessOf(value) : undefined;
  if (typeof value !== 'string') problems.wanted(path, value, STRONG_TOKEN);
  else if (weakness)
    problems.add(path, `is easy to guess: ${weakness}. It must be ${STRONG_TOKEN}.`);
};

/** `abcabcabcabc`, also if the last repetition is incomplete. */
function isRepetition(token: string): boolean {
  const periods = Array.from({ length: Math.floor(token.length / 2) }, (_, i) => i + 1);
  return periods.some((period) => token.slice(period) === token.slice(0, -period));
}

/** The number of characters that are not predictable from those before, as in `1234`, `8642` and `aaaabbbb`. */
function surprises(token: string): number {
  const withoutRuns = token.replaceAll(/(.)\1{2,}/g, '$1');
  const codes = Array.from(withoutRuns, (character) => character.charCodeAt(0));
  const step = (i: number): number => (codes[i] ?? 0) - (codes[i - 1] ?? 0);
  return codes.filter((_, i) => i < 2 || step(i) !== step(i - 1)).length;
}

/** The token as is, in lower case, without the shift key, and with substitutions reverted to letters. */
function spellings(token: string): string[] {
  const plain = token.toLowerCase().replaceAll(/[-_.]/g, '');
  return [
    token,
    plain,
    plain.replaceAll(/[!@#$%^&*()]/g, (sign) => String(SHIFTED_DIGITS.indexOf(sign))),
    plain.replaceAll(/[@$031]/g, (character) => SPELLED[character] ?? character),
  ];
}

function withoutWords(text: string): string {
  return WELL_KNOWN.reduce((rest, word) => rest.replaceAll(word, ''), text);
}
