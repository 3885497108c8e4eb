/** What is read of a command. */
export interface Command {
  readonly name?: string;
  readonly args?: readonly unknown[];
}

/** They wait for data, or for replicas, as long as the caller says. */
const BLOCKING: ReadonlySet<string> = new Set([
  'blpop',
  'brpop',
  'brpoplpush',
  'blmove',
  'blmpop',
  'bzpopmin',
  'bzpopmax',
  'bzmpop',
  'wait',
  'waitaof',
]);

/** They do with their option BLOCK. */
const WITH_BLOCK: ReadonlySet<string> = new Set(['xread', 'xreadgroup']);

/** They turn the connection into one that listens. */
const LISTENING: ReadonlySet<string> = new Set([
  'subscribe',
  'psubscribe',
  'ssubscribe',
  'unsubscribe',
  'punsubscribe',
  'sunsubscribe',
  'monitor',
]);

const NONE: readonly unknown[] = [];

/** Whether the server may hold back the command's reply for as long as it likes. */
export function blocks({ name, args = NONE }: Command = {}): boolean {
  return isBlocking(name?.toLowerCase() ?? '', args);
}

/**
 * Whether the command's duration says nothing of Redis: it blocks, or it listens.
 * @param name in small letters
 * @param args its arguments, with or without its name before them
 */
export function waits(name: string, args: readonly unknown[]): boolean {
  return LISTENING.has(name) || isBlocking(name, args);
}

function isBlocking(name: string, args: readonly unknown[]): boolean {
  return BLOCKING.has(name) || (WITH_BLOCK.has(name) && hasBlock(args));
}

/** Among the options: the names of a group, of its consumer and of streams are the app's. */
function hasBlock(args: readonly unknown[]): boolean {
  const words = args.map((arg) => String(arg).toLowerCase());
  const group = words.indexOf('group');
  const options = group < 0 ? words : words.slice(group + 3);
  const streams = options.indexOf('streams');
  return (streams < 0 ? options : options.slice(0, streams)).includes('block');
}
