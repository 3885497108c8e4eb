import type { PairKey } from './pair-key';
import { matchEnd } from './pair-value';
import type { PairValue } from './pair-value';

const MAX_LINE_SEEN = 128;
/** Up to the semicolon, on one line and with no other pair in between: `Password=a K;`. */
const TO_SEMICOLON = /[^;=:"'&\r\n]{0,1024}(?=;)/y;
/** Up to the next pair of a connection string that a pair stands before. */
const TO_NEXT_SETTING = /[^;\r\n]{0,1024}(?=;)/y;
/** What a connection string goes on with. */
const AFTER_SETTING = /;\s{0,8}(?:$|[\r\n"'`}\])]|[\w.-]{1,64}(?: [\w.-]{1,64}){0,3}\s{0,3}=)/y;
const BEFORE_SETTING = new Set(['', ...';"\'`\r\n'.split('')]);
const REST_OF_LINE = /[^\r\n]*/y;
/** What goes on over several lines: `|`, `>-`, `|+2`, and an object. */
const BLOCK = /(?:[|>][+\-\d]{0,2}|[{[(])\s*(?:#.*)?$/;
/** Behind a value in quotes or brackets: nothing, what ends an item, or another pair. */
const NOTHING_MORE =
  /["'`]?[ \t]*(?:[,;)\]}]+[ \t]*)?(?:#[^\r\n]*)?(?=[\r\n]|$|[\w.-]{1,64}[ \t]?[=:])/y;
const MAX_INDENT = 90;
const [SPACE, TAB, DASH] = [32, 9, 45];

/**
 * Where a value of a connection string ends, which has spaces and ends with a semicolon. The text
 * must look like one: pairs before it or behind it, or nothing behind it.
 */
export function endOfSetting(text: string, key: PairKey, value: PairValue): number {
  if (key.before === ';') return matchEnd(TO_NEXT_SETTING, text, value.start) || value.end;
  const end = matchEnd(TO_SEMICOLON, text, value.end);
  if (end === 0) return value.end;
  AFTER_SETTING.lastIndex = end;
  const before = text.charAt(skipBack(text, key.start) - 1);
  return BEFORE_SETTING.has(before) && AFTER_SETTING.test(text) ? end : value.end;
}

/** Where the line begins whose first word is the key, of several lines; -1 where something stands before it. */
export function startOfLine(text: string, key: PairKey): number {
  const start = skipBack(text, key.start);
  if (start > 0) return text.charAt(start - 1) === '\n' ? start : -1;
  // A text of one line is a sentence.
  return text.includes('\n') ? 0 : -1;
}

/**
 * Where a value ends that has its line for itself, as in YAML, files of settings and headers: with
 * the line, or with the last line below that is indented deeper. Elsewhere the value ends as it does.
 */
export function endOfLineValue(
  text: string,
  key: PairKey,
  from: number,
  { end, kind }: PairValue,
): number {
  const start = startOfLine(text, key);
  if (start < 0) return end;
  const lineEnd = matchEnd(REST_OF_LINE, text, from);
  if (end > lineEnd || (kind !== 'bare' && matchEnd(NOTHING_MORE, text, end) > 0)) return end;
  const line = text.slice(from, Math.min(lineEnd, from + MAX_LINE_SEEN)).trim();
  const hasBlock = line === '' || BLOCK.test(line);
  return hasBlock ? endOfBlock(text, lineEnd, key.start - start) : lineEnd;
}

/** Past the lines that follow and are indented deeper; those of a stack are no part of a value. */
function endOfBlock(text: string, lineEnd: number, indentation: number): number {
  let end = lineEnd;
  for (;;) {
    const start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    if (start >= text.length) return end;
    const next = text.indexOf('\n', start);
    const lineEndsAt = next < 0 ? text.length : next;
    const depth = indentOf(text, start);
    const isEmpty = start + depth >= lineEndsAt;
    const isFrame = text.startsWith('at ', start + depth);
    if (isFrame || (!isEmpty && depth <= indentation)) return end;
    end = lineEndsAt;
  }
}

function indentOf(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at += 1;
  return at - start;
}

/** Over the indentation of a line, and the dashes of a list. */
function skipBack(text: string, from: number): number {
  let at = from;
  while (from - at < MAX_INDENT) {
    const code = text.charCodeAt(at - 1);
    if (code !== SPACE && code !== TAB && code !== DASH) break;
    at -= 1;
  }
  return at;
}
