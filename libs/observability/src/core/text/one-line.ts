/**
 * What breaks a line, steers a terminal, turns the direction of a text, or cannot be seen: control
 * and format characters (Cc, Cf), line and paragraph separators, halves of surrogate pairs.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** The same without what JSON escapes anyway; its own line breaks stay. */
const STEERING_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The same by ranges, with all of the surrogates: a fifth of the cost of properties, and nearly
 * every text is clean. Unicode 16.
 */
const RANGES =
  '\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e' +
  '\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb';
const SUSPECT = new RegExp(`[\\u0000-\\u001f${RANGES}]`);
const SUSPECT_IN_JSON = new RegExp(`[${RANGES}]`);
const NEEDS_JSON = new RegExp(`["\\\\\\u0000-\\u001f${RANGES}]`);

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const LINE_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;
/** Sets apart what goes on from the lines that begin. */
const INDENT = '    ';

/** The text as one line that steers nothing: what would is shown by its escape, `\u202e`. */
export function oneLine(text: string): string {
  return SUSPECT.test(text) ? text.replace(STEERING, shown) : text;
}

/**
 * The text over as many lines as it has. All but the first are indented, so that nothing a client
 * sends can pass for a line of its own.
 */
export function paragraph(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const lines = text.replaceAll('\t', INDENT).split(LINE_BREAK);
  return lines.map(oneLine).join(`\n${INDENT}`);
}

/** JSON that means the same and is one line for every reader: what steers is written as `\u202e`. */
export function oneLineJson(json: string): string {
  if (isPlainAscii(json) || !SUSPECT_IN_JSON.test(json)) return json;
  return json.replace(STEERING_IN_JSON, escaped);
}

/** The text as a JSON string on one line; most texts need no escape. */
export function quoted(text: string): string {
  return NEEDS_JSON.test(text) ? oneLineJson(JSON.stringify(text)) : `"${text}"`;
}

/** Nearly every line is; counting bytes takes a tenth of the time of a regular expression. */
function isPlainAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !text.includes('\u007f');
}

function shown(character: string): string {
  return SHORT[character] ?? escaped(character);
}

/** As JSON writes it: one escape for each unit of UTF-16. */
function escaped(character: string): string {
  let text = '';
  for (let at = 0; at < character.length; at += 1) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
}
