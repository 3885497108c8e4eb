import { isFrameLine, namesCode } from '../../../core';

/** Nearly all texts have no such line. */
const LIKE_FRAME = /\n[ \t]{1,8}at \S/;
/** Characters in which the first frame of a stack is looked for. */
const MAX_SEARCHED = 65_536;
/** How a stack begins: `TypeError: no cup`, `Error [ERR_CODE]: ...`. */
const NAMED = /^([A-Za-z_$][\w$.]{0,99}(?:Error|Exception)|Error)(?: \[\w{1,100}\])?(?:: |$)/;

/** Whether a text is the stack of an error: words, or none, then calls with their places in code. */
export function isStackText(value: unknown): value is string {
  return typeof value === 'string' && headOf(value) !== undefined;
}

/**
 * Loggers are often given the stack of an error in place of the error: one made of it, whose message is what
 * the stack says before its calls.
 * @param text what the line says besides, for a stack that has a class at most before its calls
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
 * What stands before the first call, '' where the text begins with it; undefined for what is no stack. A line that
 * begins with `at` is not yet a call, and one call alone is a line of a stack that is logged line by line.
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
