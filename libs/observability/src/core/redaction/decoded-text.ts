/** Stands for an ampersand that was not encoded, where others were: it ends what is encoded before it. */
export const PARAMETER_BREAK = '\u0001';
/** Stands for a byte of a character that is encoded as several. */
const OF_SEVERAL_BYTES = '\u00bf';
const ASCII_END = 0x80;

/** A text with its escapes decoded, and where each of its characters came from. */
export interface DecodedText {
  readonly text: string;
  /** The place of each character in the encoded text, and of the end. */
  readonly positions: Uint16Array;
}

const ESCAPE =
  /&(?=[\w.%+[\]-]{1,64}=)|%(?:[0-7][\da-f]|c[2-9a-f]%[89ab][\da-f]|d[\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|[89a-f][\da-f])|\\(?:u[\da-f]{4}|[nrt])|&(?:quot|apos|amp|lt|gt|#\d{2,3}|#x[\da-f]{2});/gi;
const IS_ENCODED =
  /%[\da-f]{2}|\\(?:u[\da-f]{4}|[nrt])|&(?:quot|apos|amp|lt|gt|#\d{2,3}|#x[\da-f]{2});/i;
const NAMED: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
};

/**
 * Decodes one layer of percent-encoding, JSON's escapes and HTML's entities: a form inside an address,
 * JSON inside a parameter. Undefined where nothing is encoded. A byte of
 * a character beyond U+FFFF becomes a placeholder.
 * @param encoded at most 65,535 characters
 */
export function decodedText(encoded: string): DecodedText | undefined {
  if (!IS_ENCODED.test(encoded)) return undefined;
  const positions = new Uint16Array(encoded.length + 1);
  let [text, done] = ['', 0];
  const copy = (end: number): void => {
    for (let i = done; i < end; i += 1) positions[text.length + i - done] = i;
    text += encoded.slice(done, end);
  };
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(encoded); match; match = ESCAPE.exec(encoded)) {
    copy(match.index);
    positions[text.length] = match.index;
    text += characterOf(match[0]);
    done = ESCAPE.lastIndex;
  }
  copy(encoded.length);
  positions[text.length] = encoded.length;
  return { text, positions };
}

function characterOf(escape: string): string {
  if (escape === '&') return PARAMETER_BREAK;
  const named = NAMED[escape.toLowerCase()];
  if (named !== undefined) return named;
  if (escape.startsWith('%')) return percentDecoded(escape);
  if (escape.startsWith('\\')) return fromHex(escape.slice(2));
  const digits = escape.slice(2, -1);
  return digits.startsWith('x') ? fromHex(digits.slice(1)) : String.fromCharCode(Number(digits));
}

/** One character of up to three bytes, or a placeholder for a byte that belongs to a longer one. */
function percentDecoded(escape: string): string {
  if (escape.length > 3) {
    try {
      return decodeURIComponent(escape);
    } catch {
      return OF_SEVERAL_BYTES;
    }
  }
  const byte = Number.parseInt(escape.slice(1), 16);
  return byte < ASCII_END ? String.fromCharCode(byte) : OF_SEVERAL_BYTES;
}

function fromHex(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}
