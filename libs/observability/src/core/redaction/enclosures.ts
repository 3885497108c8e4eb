import { isAfterValue } from './bare-value';

const SHELL_QUOTE = String.raw`'\''`;
/** What stands before a single quote that opens a text. */
const BEFORE_QUOTE = new Set(' \t\r\n[({,:=+'.split(''));
/** What closes each bracket. */
export const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** Inner quotes have more backslashes before them than the outer ones; SQL and shells write `''` and `'\''`. */
export function endOfQuoted(
  text: string,
  from: number,
  quote: string,
  backslashes: number,
): number {
  let at = text.indexOf(quote, from);
  while (at >= 0) {
    const before = backslashesBefore(text, at, from);
    const doubled = before === 0 ? lengthOfDoubled(text, at, from) : 0;
    if (doubled === 0 && isClosing(before, backslashes)) return at - Math.min(before, backslashes);
    at = text.indexOf(quote, at + Math.max(1, doubled));
  }
  return text.length;
}

/**
 * Whether so many backslashes before a quote let it close: as many as before the opening one, and an
 * even number for each that the value ends with.
 */
function isClosing(before: number, backslashes: number): boolean {
  return before <= backslashes || before % (2 * (backslashes + 1)) === backslashes;
}

/** How long the quote is that stands for one within quotes; 0 where it closes. */
function lengthOfDoubled(text: string, at: number, from: number): number {
  const quote = text.charAt(at);
  if (quote === '`' || text.charAt(at + 1) !== quote) return lengthOfShellQuote(text, at);
  const isInner = !isAfterValue(text, at + 2);
  return isInner || (quote === "'" && at > from) ? 2 : 0;
}

function lengthOfShellQuote(text: string, at: number): number {
  return text.startsWith(SHELL_QUOTE, at) ? SHELL_QUOTE.length : 0;
}

export function endOfBlock(text: string, from: number): number {
  const end = text.indexOf('"""', from);
  const escaped = text.indexOf(String.raw`\"\"\"`, from);
  const ends = [end, escaped].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : text.length;
}

function backslashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text.charAt(at - count - 1) === '\\') count += 1;
  return count;
}

/** Past the bracket that closes the one at the place; brackets in quotes do not count. */
export function endOfBracket(text: string, start: number): number {
  const open: string[] = [];
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    const closing = CLOSING[character];
    if (closing !== undefined) open.push(closing);
    else if (character === open.at(-1)) open.pop();
    else if (isOpeningQuote(text, at)) at = closingQuote(text, at, start);
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

function closingQuote(text: string, at: number, start: number): number {
  const backslashes = backslashesBefore(text, at, start);
  return endOfQuoted(text, at + 1, text.charAt(at), backslashes) + backslashes;
}

/** `{ a: '}' }`; one behind a letter is an apostrophe. */
function isOpeningQuote(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character === '"') return true;
  return (character === "'" || character === '`') && BEFORE_QUOTE.has(text.charAt(at - 1));
}
