import { charactersOf, isOfSingleColumns, widthOfCharacter } from './width';

/** A part of a text, with its width in columns. */
interface Piece {
  readonly text: string;
  readonly width: number;
}

const SPACE_WIDTH = 1;

/**
 * Breaks a text into lines of at most that many columns: at spaces, and a longer word where it must
 * be. Each character is measured once.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: Piece = { text: '', width: 0 };
  for (const word of text.split(' ').flatMap((each) => piecesOf(each, columns))) {
    const isFirst = line.text === '';
    const width = isFirst ? word.width : line.width + SPACE_WIDTH + word.width;
    if (width <= columns) line = { text: isFirst ? word.text : `${line.text} ${word.text}`, width };
    else {
      lines.push(line.text);
      line = word;
    }
  }
  return [...lines, line.text];
}

/** A word that fits stays whole. */
function piecesOf(word: string, columns: number): Piece[] {
  if (isOfSingleColumns(word)) return slicesOf(word, columns);
  const cut: Piece[] = [];
  let piece: Piece = { text: '', width: 0 };
  for (const character of charactersOf(word)) {
    const width = widthOfCharacter(character);
    if (piece.text !== '' && piece.width + width > columns) {
      cut.push(piece);
      piece = { text: '', width: 0 };
    }
    piece = { text: piece.text + character, width: piece.width + width };
  }
  return [...cut, piece];
}

function slicesOf(word: string, columns: number): Piece[] {
  const slices: Piece[] = [];
  const length = Math.max(1, columns);
  for (let at = 0; at === 0 || at < word.length; at += length) {
    const text = word.slice(at, at + length);
    slices.push({ text, width: text.length });
  }
  return slices;
}
