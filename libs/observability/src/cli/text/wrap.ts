import { charactersOf, widthOf } from './width';

/** Breaks a text into lines of at most that many columns: at spaces, and a longer word where it must be. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A word that fits stays whole. */
function pieces(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word];
  const cut: string[] = [];
  let piece = '';
  for (const character of charactersOf(word)) {
    if (piece !== '' && widthOf(piece + character) > columns) {
      cut.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...cut, piece];
}
