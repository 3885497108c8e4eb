import { isFrameLine, namesCode } from '../../core';

/** Nearly all texts have no such line. */
const LIKE_FRAME = /\n[ \t]{1,8}at \S/;
/** Characters in which the first frame of a stack is looked for. */
const MAX_SEARCHED = 65_536;
/** How a stack begins: `TypeError: no cup`, `Error [ERR_CODE]: ...`. */
const NAMED = /^([A-Za-z_$][\w$.]{0,99}(?:Error|Exception)|Error)(?: \[\w{1,100}\])?(?:: |$)/;

/** Whether a text is the stack of an error: words, then calls with their places in code. */
export function isStackText(value: unknown): value is string {
  return typeof value === 'string' && headOf(value) !== '';
}

/**
 * Loggers are often given the stack of an error in place of the error: one made of it, whose message is what
 * the stack says before its calls.
 * @param text what the line says besides, for a stack that names no more than a class
 */
export function errorOfStack(text: string | undefined, stack: string): Error {
  const head = headOf(stack);
  const named = NAMED.exec(head);
  const error = new Error((named ? head.slice(named[0].length) : head) || text || head);
  if (named?.[1] !== undefined) error.name = named[1];
  error.stack = stack;
  return error;
}

/** What stands before the first call; empty where there is none. A line that begins with `at` is not yet one. */
function headOf(text: string): string {
  if (!LIKE_FRAME.test(text)) return '';
  const searched = text.slice(0, MAX_SEARCHED);
  let end = searched.indexOf('\n');
  while (end >= 0) {
    const next = searched.indexOf('\n', end + 1);
    const line = searched.slice(end + 1, next < 0 ? undefined : next).trimEnd();
    if (isFrameLine(line) && namesCode(line)) return searched.slice(0, end).trim();
    end = next;
  }
  return '';
}
