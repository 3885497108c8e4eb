import type { QueryOperation } from '../../core';

const VERBS = new Set<string>(['select', 'insert', 'update', 'delete'] satisfies QueryOperation[]);
/** All four verbs are of this length. */
const VERB_LENGTH = 6;
/** How far the main verb is looked for behind `WITH`, in characters. */
const FAR = 10_000;
/**
 * What counts behind `WITH`: comments and quoted parts, which are passed over, brackets, verbs. A
 * comment that does not end takes all the rest: it is searched for its end once.
 */
const PARTS =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'[^']*'|"[^"]*"|`[^`]*`|[()]|\b(?:select|insert|update|delete)\b/gi;

const BLANK = 0x20;
const BRACKET = 0x28;
const STAR = 0x2a;
const DASH = 0x2d;
const SLASH = 0x2f;

/** What a query does, by its first keyword; behind `WITH`, by the main one. Nothing else is parsed. */
export function operationOf(sql: unknown): QueryOperation {
  if (typeof sql !== 'string') return 'other';
  const at = firstWord(sql);
  const word = sql.slice(at, at + VERB_LENGTH).toLowerCase();
  if (isVerb(word)) return word;
  return word.startsWith('with') ? mainVerb(sql.slice(at, at + FAR)) : 'other';
}

function isVerb(word: string): word is QueryOperation {
  return VERBS.has(word);
}

/** Where the first word begins, behind blanks, opening brackets and comments. */
function firstWord(sql: string): number {
  let at = 0;
  for (;;) {
    const code = sql.charCodeAt(at);
    const next = sql.charCodeAt(at + 1);
    if (code <= BLANK || code === BRACKET) at += 1;
    else if (code === DASH && next === DASH) at = behind(sql, '\n', at);
    else if (code === SLASH && next === STAR) at = behind(sql, '*/', at);
    else return at;
  }
}

function behind(sql: string, end: string, from: number): number {
  const at = sql.indexOf(end, from + 2);
  return at < 0 ? sql.length : at + end.length;
}

/** The first verb that stands in no brackets: those of the common table expressions do. */
function mainVerb(sql: string): QueryOperation {
  let depth = 0;
  for (const [part] of sql.matchAll(PARTS)) {
    if (part === '(') depth += 1;
    else if (part === ')') depth -= 1;
    else if (depth === 0) {
      const word = part.toLowerCase();
      if (isVerb(word)) return word;
    }
  }
  return 'other';
}
