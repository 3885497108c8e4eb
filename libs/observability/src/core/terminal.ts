import { isatty } from 'node:tty';

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/**
 * Whether somebody runs the process on a terminal, though its output may go through a pipe. The descriptors
 * are asked: reading `process.stdin` makes a stream of standard input, which is the app's own affair.
 */
export function isOnTerminal(): boolean {
  return isatty(STANDARD_INPUT) || isatty(STANDARD_OUTPUT);
}
