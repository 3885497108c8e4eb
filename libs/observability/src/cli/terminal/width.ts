/** Takes no column of its own: combining marks, joiners, variation selectors. */
const ZERO = /^[\p{Mark}\p{Cf}\u1160-\u11ff]+$/u;
/** Takes two: the scripts of East Asia, full-width forms, and what is shown as an emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303e\u30a0-\u30ff\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;
/** Half-width forms of the scripts above. */
const NARROW = /^[\uff61-\uffdc\uffe8-\uffee]/u;

const segmenter = new Intl.Segmenter();
/** UTF-16 units: up to Node 21 the segmenter's time grows with the square of the text (chromium 326176949). */
const WINDOW = 256;

/**
 * Letters of ASCII, Latin, Greek and Cyrillic, ligatures and punctuation: each is one character of one
 * column, and segmenting takes 1 µs of each.
 */
const SINGLE =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\ufb00-\ufb06]*$/;

/** Whether each UTF-16 unit of the text is one character of one column. */
export function isOfSingleColumns(text: string): boolean {
  return SINGLE.test(text);
}

/** What a reader takes for one character each. */
export function charactersOf(text: string): string[] {
  if (SINGLE.test(text)) return text.split('');
  const characters: string[] = [];
  for (let at = 0; at < text.length;) {
    const window = segmentsOf(text.slice(at, at + WINDOW));
    // The last one may go on behind the window.
    if (at + WINDOW < text.length && window.length > 1) window.pop();
    characters.push(...window);
    at += window.reduce((sum, { length }) => sum + length, 0);
  }
  return characters;
}

function segmentsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns of a terminal a text takes; it has no colours and no line breaks. */
export function widthOf(text: string): number {
  if (SINGLE.test(text)) return text.length;
  return charactersOf(text).reduce((sum, character) => sum + widthOfCharacter(character), 0);
}

/** The text with spaces behind it, up to that many columns. */
export function padTo(columns: number, text: string): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** How many columns one of `charactersOf` takes. */
export function widthOfCharacter(character: string): number {
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) && !NARROW.test(character) ? 2 : 1;
}
