import { charactersOf, isOfSingleColumns, widthOfCharacter } from './width';

/** A part of a text, with its width in columns. */
interface Piece {
  readonly text: string;
  readonly width: number;
}

const SPACE_WIDTH = 1;
/** Some 200 lines of a terminal: no one reads more of one text, and each character of some scripts takes 2 µs. */
const MAX_LENGTH = 16_384;

/**
 * Breaks a text into lines of at most that many columns: at spaces, and a longer word where it must
 * be. Each character is measured once; a text of more than 16 KiB is cut.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: Piece = { text: '', width: 0 };
  for (const word of cut(text)
    .split(' ')
    .flatMap((each) => piecesOf(each, columns))) {
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

function cut(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}

/** A word that fits stays whole. */
function piecesOf(word: string, columns: number): Piece[] {
  if (isOfSingleColumns(word)) return slicesOf(word, columns);
  const pieces: Piece[] = [];
  let piece: Piece = { text: '', width: 0 };
  for (const character of charactersOf(word)) {
    const width = widthOfCharacter(character);
    if (piece.text !== '' && piece.width + width > columns) {
      pieces.push(piece);
      piece = { text: '', width: 0 };
    }
    piece = { text: piece.text + character, width: piece.width + width };
  }
  return [...pieces, piece];
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
