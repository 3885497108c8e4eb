import { messageOf } from '../../core';

const FRAME = /\n[^\S\n]*at /;
/** How a stack begins: `TypeError: no cup`, `Error [ERR_CODE]: ...`. */
const NAMED = /^([A-Za-z_$][\w$.]{0,99}(?:Error|Exception)|Error)(?: \[\w{1,100}\])?(?:: |$)/;

/** Whether it is the stack of an error, as a text. */
export function isStackText(value: unknown): boolean {
  return typeof value === 'string' && FRAME.test(value);
}

/** Loggers are often given the text and the stack of an error in place of the error: one made of them. */
export function errorOfStack(message: unknown, stack: string): Error {
  const head = stack.slice(0, FRAME.exec(stack)?.index);
  const named = NAMED.exec(head);
  const error = new Error(named ? head.slice(named[0].length) : messageOf(message));
  if (named?.[1] !== undefined) error.name = named[1];
  error.stack = stack;
  return error;
}
