import { isFrameLine, namesCode } from '../../../core';

/** Nearly all texts have no such line. */
const LIKE_FRAME = /\n[ \t]{1,8}at \S/;
/** The number of characters in which the first frame must begin. */
const MAX_SEARCHED = 65_536;
/** How a stack begins: `TypeError: no cup`, `Error [ERR_CODE]: ...`. */
const NAMED = /^([A-Za-z_$][\w$.]{0,99}(?:Error|Exception)|Error)(?: \[\w{1,100}\])?(?:: |$)/;

/** Whether a text is the stack of an error: an optional message, then calls with their locations. */
export function isStackText(value: unknown): value is string {
  return typeof value === 'string' && headOf(value) !== undefined;
}

/**
 * Loggers often get the stack of an error instead of the error: creates an error from it, whose message is the
 * text before the calls.
 * @param text the rest of the line, for a stack with no message before its calls
 */
export function errorOfStack(text: string | undefined, stack: string): Error {
  const head = headOf(stack) ?? stack;
  const named = NAMED.exec(head);
  const said = named ? head.slice(named[0].length) : head;
  const error = new Error(said || text || head || firstLine(stack));
  if (named?.[1] !== undefined) error.name = named[1];
  error.stack = stack;
  return error;
}

/**
 * The text before the first call, '' if the text begins with it; undefined if it is not a stack. A line that begins
 * with `at` is not necessarily a call, and one call alone is a line of a stack that is logged line by line.
 */
function headOf(text: string): string | undefined {
  if (!LIKE_FRAME.test(text)) return undefined;
  const searched = text.slice(0, MAX_SEARCHED);
  let end = searched.indexOf('\n');
  while (end >= 0) {
    const next = searched.indexOf('\n', end + 1);
    if (isCall(searched.slice(end + 1, next < 0 ? undefined : next))) {
      const head = searched.slice(0, end).trim();
      return isCall(` ${head}`) ? '' : head;
    }
    end = next;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

function isCall(line: string): boolean {
  const call = line.trimEnd();
  return isFrameLine(call) && namesCode(call);
}
