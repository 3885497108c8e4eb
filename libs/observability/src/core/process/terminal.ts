import { isatty } from 'node:tty';

const STANDARD_OUTPUT = 1;

/**
 * Whether the output goes to a terminal. Standard input does not count: a server that is started by hand over SSH
 * with its output in a file has one, too. The descriptor is checked: reading `process.stdin` makes a stream of it.
 */
export function isOnTerminal(): boolean {
  return isatty(STANDARD_OUTPUT);
}
