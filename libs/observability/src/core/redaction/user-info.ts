import type { Spans } from './spans';

const SCHEME_END = '://';
const GIT = 'git';
/** What ends the part of an address that a user may stand in, and what ends an address. */
const AUTHORITY = /(?:[^/\s"'<>?#`;]|;(?![\w ]{1,64}=))*/y;
/** Some write the slash of a password as it is. */
const MAX_ODD_LENGTH = 1024;
/** With quotes that close nothing around the address. */
const ODD_PASSWORD = /(?:[^\s"'<>`]|["'`](?![\s,;:.)\]}>"'`\\]|$))*/y;
/** `host:6379/0?client=ada@example.org`: what stands behind a parameter is its value. */
const HAS_QUERY = /\?[\w.-]{1,64}=/;
const PORT = /:\d{1,5}$/;
/** Schemes whose addresses have a port far more often than a password. */
const WEB = /(?:^|[^a-z])(?:https?|wss?):\/\/$/i;
const MAX_WEB_LENGTH = 9;
const HOST = /[\w.[-][\w.:\]-]{0,254}/y;
/** Backwards from the @: `user:password`. */
const MAX_BARE_LENGTH = 320;
const BARE = /(?:^|[^\w/.~%-]|(?:^|[^\w:/])\/\/)([\w.~%-]{1,64}:[^\s@/"'<>]{1,256})$/;
/** Oracle's: `jdbc:oracle:thin:user/password@host`. */
const ORACLE = /\bjdbc:oracle:\w{1,8}:([^\s@/"'<>]{1,64}\/[^\s@"'<>]{1,128})$/;
/** What makes an @ that of a host: `@host:5432`, `@host/`, `@tcp(`. */
const BARE_HOST = /@(?:[\w.-]{1,255}(?::\d|\/)|(?:tcp|unix)\()/y;

/**
 * Finds users and passwords in addresses: `scheme://user:password@host`, and
 * `user:password@host:5432` without a scheme.
 */
export function findUserInfo(text: string, spans: Spans): void {
  for (let at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, at + 3)) {
    const start = at + SCHEME_END.length;
    const end = endOfUserInfo(text, start);
    if (!isGit(text, start, end)) spans.add(start, end);
  }
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (isAt(BARE_HOST, text, at)) addBare(text, at, spans);
  }
}

/** `ssh://git@github.com`: the user that every repository has. */
function isGit(text: string, start: number, end: number): boolean {
  return end - start === GIT.length && text.startsWith(GIT, start);
}

/** Where the @ stands that ends the part; the start where there is none. */
function endOfUserInfo(text: string, start: number): number {
  const end = endAt(AUTHORITY, text, start);
  const authority = text.slice(start, end);
  const last = authority.lastIndexOf('@');
  if (last >= 0) return start + last;
  if (!authority.includes(':') || isHostWithPort(text, start, authority)) return start;
  return endOfOddPassword(text, start);
}

/** `localhost:3000`; in the address of a database, `default:2024#K@cache` is a password that begins with digits. */
function isHostWithPort(text: string, start: number, authority: string): boolean {
  return PORT.test(authority) && WEB.test(text.slice(Math.max(0, start - MAX_WEB_LENGTH), start));
}

/** `user:pa/ss@host`: up to the last @ that a host follows. */
function endOfOddPassword(text: string, start: number): number {
  const near = text.slice(start, start + MAX_ODD_LENGTH);
  const last = near.slice(0, endAt(ODD_PASSWORD, near, 0)).lastIndexOf('@');
  const isPassword = last > 0 && isAt(HOST, near, last + 1) && !HAS_QUERY.test(near.slice(0, last));
  return isPassword ? start + last : start;
}

function addBare(text: string, at: number, spans: Spans): void {
  const from = Math.max(0, at - MAX_BARE_LENGTH, text.lastIndexOf('@', at - 1) + 1);
  const before = text.slice(from, at);
  const user = (BARE.exec(before) ?? ORACLE.exec(before))?.[1];
  if (user !== undefined) spans.add(at - user.length, at);
}

function endAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
