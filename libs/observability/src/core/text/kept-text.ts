/**
 * The beginning of a text, to be kept: a plain slice would keep all the rest of it in memory.
 *
 * @param max characters
 */
export function keptText(text: string, max: number): string {
  if (text.length <= max) return text;
  return Buffer.from(text.slice(0, max), 'utf16le').toString('utf16le');
}
