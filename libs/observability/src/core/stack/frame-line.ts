import { isLoadedFile } from './loaded-files';

/** Characters. A longer line is no frame: Sentry's parser takes the square of its length. */
const MAX_LINE = 512;

const FRAME = /^[ \t]{1,8}at \S/;
/** What breaks a line for some reader of it, and V8 never writes into a frame. */
const BREAK = /[\p{Cc}\u2028\u2029]/u;
const POSITION = /:\d{1,9}:\d{1,9}$/;
/** `Array.map (<anonymous>)`, `async Promise.all (index 0)`, `f (native)`. */
const WITHOUT_PLACE = /(?:^|[ (])(?:<anonymous>|native|index \d{1,9})\)?$/;
const CODE = /\.[cm]?[jt]sx?(?:\?[^/\\]{0,200})?$/;
/** `node:fs`, `webpack-internal:///./a`, not `file:///a` and not `C:\a`. */
const SCHEME = /^(?!file:)[a-z][a-z0-9+.-]{1,30}:/i;
/** What `eval`, `node -e` and the prompt call their code. */
const NAMED_BY_NODE = /(?:<anonymous>|\])$|^REPL\d{1,9}$/;

/** Whether a line of a stack has the shape of a call: `    at f (a.js:1:2)`. */
export function isFrameLine(line: string): boolean {
  return line.length <= MAX_LINE && FRAME.test(line) && !BREAK.test(line.trimStart());
}

/**
 * Whether the frame names code. A path with no extension of code has no place in a stack, unless
 * this process has loaded it; nor has anything that reads as no place at all.
 */
export function namesCode(frame: string): boolean {
  const path = pathIn(frame);
  if (path === undefined) return WITHOUT_PLACE.test(frame);
  return CODE.test(path) || SCHEME.test(path) || NAMED_BY_NODE.test(path) || isLoadedFile(path);
}

/** Whether the frame is in a file that this process has loaded. */
export function isInLoadedFile(frame: string): boolean {
  const path = pathIn(frame);
  return path !== undefined && isLoadedFile(path);
}

/** The file that a frame names, without line and column; undefined when it has none of them. */
function pathIn(frame: string): string | undefined {
  const text = frame.trim();
  const isEnclosed = text.endsWith(')');
  const places = isEnclosed ? text.slice(text.lastIndexOf(' (') + 2, -1) : text.slice('at '.length);
  // `eval at f (/app/a.js:1:2), <anonymous>:3:4`: the first is where it was called.
  const [place = ''] = places.split('), ', 1);
  const path = place.replace(POSITION, '');
  return path === place ? undefined : path.replace(/^async /, '');
}
