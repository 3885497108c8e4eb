import { isatty } from 'node:tty';

const STANDARD_OUTPUT = 1;

/**
 * Whether somebody reads along on a terminal. Standard input does not count: a server that is started by hand over SSH
 * with its output in a file has one, too. The descriptor is asked: reading `process.stdin` makes a stream of it.
 */
export function isOnTerminal(): boolean {
  return isatty(STANDARD_OUTPUT);
}
