import type { Terminal } from './terminal';

export type Colour = 'green' | 'yellow' | 'red' | 'bold' | 'dim';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** The codes that begin and end each (ECMA-48, SGR). */
const CODES: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

export const paintNothing: Paint = (_colour, text) => text;

/** Not by node:util.styleText, which inspects the process's own output and may decide otherwise. */
export const paintAll: Paint = (colour, text) => {
  const [on, off] = CODES[colour];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};

/** How to paint here: FORCE_COLOR decides, then NO_COLOR, then whether the output is a terminal. */
export function paintFor({ env, screen }: Pick<Terminal, 'env' | 'screen'>): Paint {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return ['0', 'false'].includes(force) ? paintNothing : paintAll;
  if (env['NO_COLOR']) return paintNothing;
  return screen.isTerminal && env['TERM'] !== 'dumb' ? paintAll : paintNothing;
}
