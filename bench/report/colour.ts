/** A little colour for a terminal; plain text anywhere else. */
export interface Colours {
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
}

const plain = (text: string): string => text;

const code =
  (number: number) =>
  (text: string): string =>
    `\u001b[${number}m${text}\u001b[0m`;

/** @param isTerminal whether somebody looks at it */
export function colours(isTerminal: boolean): Colours {
  return isTerminal
    ? { dim: code(2), good: code(32), bad: code(31), strong: code(1) }
    : { dim: plain, good: plain, bad: plain, strong: plain };
}
