import type { JsonText } from './json-text';
import { endOfArgumentAt } from './marked-values';
import type { Spans } from './spans';

/** What stands before a password in quotes: `IDENTIFIED WITH plugin BY 'x'`, `WITH PASSWORD 'x'`. */
const BEFORE_QUOTED =
  /\b(?:identified\s{1,8}(?:(?:with|via)\s{1,8}[^\s;]{1,64}\s{1,8})?(?:by|as|using)(?:\s{1,8}password)?|password)\s{1,8}(?=\\{0,7}["'])/gi;
/** The same of Oracle's without quotes. */
const BEFORE_BARE =
  /\b(?:create|alter)\s{1,8}user\s{1,8}[^\s;]{1,128}\s{1,8}identified\s{1,8}by\s{1,8}(?=[^\s"'\\;])/gi;
/** `SET PASSWORD FOR user = 'x'`, `= PASSWORD('x')`. */
const ASSIGNMENT =
  /\bset\s{1,8}password\s{1,8}for\s{1,8}[^\s;=]{1,128}\s{0,8}=(?:\s{0,8}password\()?\s{0,8}(?=["'])/gi;

/** Finds the passwords of statements in SQL. */
export function findSqlPasswords(text: string, json: JsonText, spans: Spans): void {
  for (const pattern of [BEFORE_QUOTED, BEFORE_BARE, ASSIGNMENT]) {
    pattern.lastIndex = 0;
    while (pattern.test(text)) {
      const start = pattern.lastIndex;
      const end = endOfArgumentAt(json.upToEnd(start), start);
      spans.add(start, end);
      pattern.lastIndex = Math.max(start, end);
    }
  }
}
