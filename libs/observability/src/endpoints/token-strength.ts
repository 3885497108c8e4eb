import type { Rule } from '../core';

const MIN_CHARACTERS = 16;
const MIN_DIFFERENT = 5;
/** How many characters must be left that no well-known word and no row such as 123 explains. */
const MIN_SURPRISING = 8;

/** Walks over a keyboard: along its rows, down its columns, and to and fro between two rows. */
const KEYBOARD_WALKS =
  'qwertyuiop asdfghjkl zxcvbnm zxcvbn 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik 9ol zaq1 xsw2 cde3 vfr4 bgt5 nhy6 mju7 1q2w 3e4r 5t6y 7u8i 9o0p q1w2 e3r4 t5y6 u7i8';

/** What people write who mean to replace it later, and walks over the keyboard; longest first. */
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

/** How a letter is written by who thinks that it helps. */
const SPELLED: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '0': 'o',
  '3': 'e',
  '1': 'i',
};

/** The signs above the digits, as a walk with the shift key held writes them. */
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** What a bearer token must be, as the errors say it. */
export const STRONG_TOKEN =
  `${MIN_CHARACTERS} or more visible ASCII characters that nobody guesses, ` +
  'for example what `openssl rand -hex 32` prints';

/** Why a token is refused; undefined for one that takes too many guesses. */
export function weaknessOf(token: string): string | undefined {
  if (!/^[\x21-\x7e]*$/.test(token)) return 'it has spaces or characters outside ASCII';
  if (token.length < MIN_CHARACTERS) return `it has fewer than ${MIN_CHARACTERS} characters`;
  if (new Set(token).size < MIN_DIFFERENT) return 'it is made of too few different characters';
  if (isRepetition(token)) return 'it repeats itself';
  const rest = Math.min(...spellings(token).map((text) => surprises(withoutWords(text))));
  if (rest < MIN_SURPRISING) return 'it is made of well-known words or rows such as 123';
  return undefined;
}

/** A token that opens endpoints. The value is never shown. */
export const strongToken: Rule = (value, path, problems) => {
  const weakness = typeof value === 'string' ? weaknessOf(value) : undefined;
  if (typeof value !== 'string') problems.wanted(path, value, STRONG_TOKEN);
  else if (weakness)
    problems.add(path, `is easy to guess: ${weakness}. It must be ${STRONG_TOKEN}.`);
};

/** `abcabcabcabc`, also where the last time is cut off. */
function isRepetition(token: string): boolean {
  const periods = Array.from({ length: Math.floor(token.length / 2) }, (_, i) => i + 1);
  return periods.some((period) => token.slice(period) === token.slice(0, -period));
}

/** The characters that do not follow from those before, as in `1234`, `8642` and `aaaabbbb`. */
function surprises(token: string): number {
  const withoutRuns = token.replaceAll(/(.)\1{2,}/g, '$1');
  const codes = Array.from(withoutRuns, (character) => character.charCodeAt(0));
  const step = (i: number): number => (codes[i] ?? 0) - (codes[i - 1] ?? 0);
  return codes.filter((_, i) => i < 2 || step(i) !== step(i - 1)).length;
}

/** As it stands, in small letters alone, without the shift key, and with letters where digits and signs stand for them. */
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
