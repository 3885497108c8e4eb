const SCHEME =
  /(?:basic|bearer|digest|negotiate|ntlm|dpop|hmac|token|apikey|aws4-hmac-sha256) {1,4}(?=\S)/iy;

/**
 * Where the scheme of HTTP authentication ends that begins at a place of the text, which says how
 * somebody came in and not with what; the place itself where none does.
 */
export function endOfScheme(text: string, at: number): number {
  SCHEME.lastIndex = at;
  return SCHEME.test(text) ? SCHEME.lastIndex : at;
}
