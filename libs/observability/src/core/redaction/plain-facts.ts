/**
 * Words that are no secret under whatever key: nothing, yes and no, and what the standards put
 * under keys that speak of secrets (RFC 6749 section 7.1, RFC 7518 section 3.1).
 */
const NO_SECRETS = new Set(
  (
    'true false null undefined none nil yes no on off missing empty unknown required invalid expired ' +
    'revoked absent present optional disabled enabled now() current_timestamp ' +
    'bearer basic digest mac dpop jwt opaque ' +
    'hs256 hs384 hs512 rs256 rs384 rs512 es256 es384 es512 ps256 ps384 ps512 eddsa'
  ).split(' '),
);
const MAX_FACT_LENGTH = 40;
/** With a unit or without: `12`, `1.5`, `15m`, `80%`; a version: `^9.0.2`. */
const NUMBER =
  /^(?:[+-]?\d{1,18}(?:\.\d{1,9})?(?:[a-z]{1,3}|%)?|[~^v]?\d{1,5}(?:\.\d{1,5}){2}(?:-[\w.]{1,16})?)$/i;
/** ISO 8601, and the date of HTTP (RFC 9110, section 5.6.7). */
const DATE =
  /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)$/;

/** Whether the text can be no secret, whatever stands before it. */
export function isNoSecret(text: string): boolean {
  return text.length <= MAX_FACT_LENGTH && NO_SECRETS.has(text.toLowerCase());
}

/** Whether the text is what a key that only speaks of a secret has: a number, a date, a yes or no. */
export function isPlainFact(text: string): boolean {
  return (
    text.length <= MAX_FACT_LENGTH && (NUMBER.test(text) || DATE.test(text) || isNoSecret(text))
  );
}
