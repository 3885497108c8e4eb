/** What JSON escapes: quotes, backslashes, control characters; and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The text as JSON writes it; most texts need no escape. */
export function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
