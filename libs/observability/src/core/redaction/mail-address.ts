import type { Spans } from './spans';

/** RFC 5321: no more stands before and behind the @. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;
const AT = '@';
/** What an address may have before the @, without what ends a value around it. */
const LOCAL = new Uint8Array(128);
for (let code = 0; code < LOCAL.length; code += 1) {
  LOCAL[code] = /[\w.!#$'*+~-]/.test(String.fromCharCode(code)) ? 1 : 0;
}
const DOMAIN =
  /[\p{L}\d](?:[\p{L}\d.-]{0,253})\.(?:\p{L}{2,24}|xn--[a-z\d-]{2,59})(?![\p{L}\d_-])/uy;
/** `pkg@1.2.3-beta.dev` is a version, `icon@2x.png` a file. */
const VERSION = /^v?\d+(?:\.\d|x?\.\p{L}+$)/iu;
const FILE = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|html?|json|[cm]?[jt]sx?|map|lock|tgz)$/i;
/** `git@github.com:owner/repository`. */
const REPOSITORY = /:[\w~./-]*\//y;

/** Finds e-mail addresses; users of connection strings are others' to find. */
export function findMail(text: string, spans: Spans): void {
  let done = 0;
  for (let at = text.indexOf(AT); at >= 0; at = text.indexOf(AT, at + 1)) {
    const start = startOfLocal(text, at, done);
    const end = start < at ? endOfDomain(text, at + AT.length) : 0;
    if (end === 0) continue;
    spans.add(start, end);
    done = end;
  }
}

/** Where the part before the @ begins; the @ itself where there is none, or none of an address. */
function startOfLocal(text: string, at: number, done: number): number {
  const least = Math.max(done, at - MAX_LOCAL);
  let start = at;
  while (start > least && isLocal(text.charCodeAt(start - 1))) start -= 1;
  // After two slashes it is the user of an address, after another @ a part of a password.
  const isOther = text.startsWith('//', start - 2) || text.charAt(start - 1) === '@';
  return isOther ? at : start;
}

function isLocal(code: number): boolean {
  return code >= LOCAL.length || LOCAL[code] === 1;
}

function endOfDomain(text: string, start: number): number {
  DOMAIN.lastIndex = start;
  if (!DOMAIN.test(text)) return 0;
  const end = Math.min(DOMAIN.lastIndex, start + MAX_DOMAIN);
  const domain = text.slice(start, end);
  REPOSITORY.lastIndex = end;
  return VERSION.test(domain) || FILE.test(domain) || REPOSITORY.test(text) ? 0 : end;
}
