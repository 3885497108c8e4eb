/** One text as it stands inside another, written by the rules of the outer one. */
export type Encoding = (text: string) => string;

/** JSON's and GraphQL's, without the quotes around it. */
export const inJson: Encoding = (text) => JSON.stringify(text).slice(1, -1);

/** `application/x-www-form-urlencoded`, as `URLSearchParams` writes it. */
export const inForm: Encoding = (text) => new URLSearchParams({ k: text }).toString().slice(2);

/** Only what an address cannot have: clients leave the rest as it is. */
export const inLooseQuery: Encoding = (text) =>
  text.replaceAll(/[&#%+\s\p{C}]|[^\p{ASCII}]/gu, encodeURIComponent);

export const inXml: Encoding = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

/** A CDATA section cannot hold its own end, so it is closed and opened again. */
export const inCdata: Encoding = (text) => text.replaceAll(']]>', ']]]]><![CDATA[>');

/** YAML in single quotes doubles them. */
export const doubled =
  (quote: string): Encoding =>
  (text) =>
    text.replaceAll(quote, quote + quote);

/** libpq's and logfmt's: the quote and the backslash get one before them. */
export const backslashed =
  (quote: string): Encoding =>
  (text) =>
    text.replaceAll('\\', String.raw`\\`).replaceAll(quote, `\\${quote}`);

/** A word of a POSIX shell. */
export const inShell: Encoding = (text) =>
  /^[\w./:@%=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The value of ADO.NET's and ODBC's strings: quoted only where it has to be. */
export const inAdo: Encoding = (text) => {
  if (!/^[\s"']|[;"]|\s$/.test(text)) return text;
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${doubled('"')(text)}"`;
};

/** A value of logfmt and of an .env file: quoted only where it has to be. */
export const inLogfmt: Encoding = (text) =>
  /^[\w./:@%&+,;?!~*()<>{}[\]|^$-]+$/.test(text) ? text : `"${backslashed('"')(text)}"`;

/** RFC 6265: what a cookie cannot have is encoded, as `res.cookie` does. */
export const inCookie: Encoding = (text) => encodeURIComponent(text);

/** A field of a header: HTTP has no line breaks in one. */
export const inHeader: Encoding = (text) => text.replaceAll(/[\r\n]+/g, ' ').trim();
