import { endOfBare } from './bare-value';
import type { JsonText } from './json-text';
import type { Spans } from './spans';
import { WordFinder } from './word-finder';

/** A private key in PEM (RFC 7468) or PGP's form; one that was cut ends with the text. */
const KEY_START =
  /-{4,5}[ +]?BEGIN[ +][A-Z0-9 +]{0,40}(?:PRIVATE[ +]KEY(?:[ +]BLOCK)?|OpenVPN[ +]Static[ +]key[ +]V1)[ +]?-{4,5}/g;
const KEY_END =
  /-{4,5}[ +]?END[ +][A-Z0-9 +]{0,40}(?:PRIVATE[ +]KEY(?:[ +]BLOCK)?|OpenVPN[ +]Static[ +]key[ +]V1)[ +]?-{4,5}/g;
const PUTTY_KEY = /PuTTY-User-Key-File-\d:/g;
/** Schemes of HTTP authentication; the words that sentences have behind "bearer" are no tokens. */
const BEARER =
  /\b(?:bearer|dpop)[ +]{1,8}(?!(?:authenticat|authori[sz]|token|realm|error|scheme|credential|certificate|header|auth|undefined|null)[a-z]{0,16}(?![\w.~+/=-]))(?=[^\s"'<>,;]{8})/gi;
/** Names that are words of sentences too: a credential behind them has a digit. */
const SCHEME =
  /\b(?:negotiate|ntlm|api-?key|aws4-hmac-sha256|sharedaccesssignature|sharedkey(?:lite)?)[ +]{1,8}(?=[^\s"'<>,;]{8})(?=[^\s\d"'<>]{0,256}\d)/gi;
/** Base64 has digits, capitals or padding; the word after "basic" in a sentence has none. */
const BASIC = /\b[Bb][Aa][Ss][Ii][Cc][ +]{1,8}(?=[\w+/-]{0,256}[A-Z0-9=])(?=[\w+/-]{8})/g;

const NAMES = new WordFinder(
  (
    'bearer basic dpop negotiate ntlm apikey aws4hmac sharedaccess sharedkey privatekey statickey ' +
    'puttyuser identifiedby'
  ).split(' '),
);

/** Whether the text may hold credentials behind the name of their scheme, a private key, or a password of SQL. */
export function mayHaveCredentials(text: string): boolean {
  return NAMES.mayBeIn(text, 0, text.length);
}

/** Finds private keys, and what follows "Bearer", "Basic" and their kin. */
export function findCredentials(text: string, json: JsonText, spans: Spans): void {
  findPrivateKeys(text, json, spans);
  for (const scheme of [BEARER, SCHEME, BASIC]) findBehind(scheme, text, json, spans);
}

/** Finds what follows the name of a scheme. */
function findBehind(scheme: RegExp, text: string, json: JsonText, spans: Spans): void {
  scheme.lastIndex = 0;
  while (scheme.test(text)) {
    const start = scheme.lastIndex;
    const end = endOfBare(json.upToEnd(start), start, start, 'form');
    spans.add(start, end);
    scheme.lastIndex = Math.max(start, end);
  }
}

function findPrivateKeys(text: string, json: JsonText, spans: Spans): void {
  KEY_START.lastIndex = 0;
  for (let match = KEY_START.exec(text); match; match = KEY_START.exec(text)) {
    const from = KEY_START.lastIndex;
    KEY_END.lastIndex = from;
    const end = KEY_END.test(text) ? KEY_END.lastIndex : text.length;
    spans.add(match.index, end);
    // What is beyond the value in JSON may be a key of its own.
    KEY_START.lastIndex = end > json.upToEnd(from).length ? from : end;
  }
  const putty = text.search(PUTTY_KEY);
  if (putty >= 0) spans.add(putty, json.upToEnd(putty).length);
}
