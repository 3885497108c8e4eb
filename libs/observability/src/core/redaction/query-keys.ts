import { PARAMETER_BREAK } from './decoded-text';
import { plainKey } from './key-words';
import { OAUTH_COMPANIONS, QUERY_KEYS, QUERY_WORDS } from './key-lists';
import type { PairKey } from './pair-key';

const KEYS = new Set(QUERY_KEYS);
const WORDS = new Set(QUERY_WORDS);
/** The companions of `state`, in any spelling. */
const COMPANION = new RegExp(
  `(?:^|[?&#])(?:${OAUTH_COMPANIONS.map((name) => name.split('').join('_?')).join('|')})=`,
  'i',
);
const FOLLOWED_BY_PARAMETER = /=[^\s"'<>&=]{0,256}&(?:amp;)?[\w.%[\]-]{1,64}=/y;
/** A status has three digits, a currency three capitals; a code that grants access has more. */
const STATUS = /^(?:\d{1,3}|[A-Z]{3})$/;
/** `open`, `CA`, `in-progress`: a word, and nothing that was made up by chance. */
const PLAIN_WORD = /^[A-Za-z]{1,14}(?:[-_][A-Za-z]{1,14}){0,2}$/;

/** Whether the pair is a parameter: behind `?`, `&` or `#`, or the first of a form. */
export function isOfAddress(text: string, { before, end, quote }: PairKey): boolean {
  if (quote !== '') return false;
  if (before !== '' && `?&#;${PARAMETER_BREAK}`.includes(before)) return true;
  FOLLOWED_BY_PARAMETER.lastIndex = end;
  return FOLLOWED_BY_PARAMETER.test(text);
}

/** Whether parameters of OAuth 2.0 stand in the text, so that its `state` is that of a login. */
export function hasOAuth(text: string): boolean {
  return COMPANION.test(text);
}

/** Whether the name of a parameter may make its value a secret; the value of any other is not read. */
export function isQueryKey(name: string): boolean {
  const plain = plainKey(name);
  return KEYS.has(plain) || WORDS.has(plain);
}

/**
 * Whether the value of a parameter is a secret by a name that says nothing elsewhere.
 * @param isOfOAuth whether parameters of OAuth 2.0 stand beside it
 */
export function hidesParameter(name: string, value: string, isOfOAuth: () => boolean): boolean {
  const plain = plainKey(name);
  if (KEYS.has(plain)) return !STATUS.test(value);
  if (!WORDS.has(plain)) return false;
  return !PLAIN_WORD.test(value) || (plain === 'state' && isOfOAuth());
}
