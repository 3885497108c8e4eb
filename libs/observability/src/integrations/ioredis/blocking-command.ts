/** What is read of a command of ioredis. */
export interface Command {
  readonly name?: string;
  readonly args?: readonly unknown[];
}

const ALWAYS = new Set([
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

const WITH_BLOCK = new Set(['xread', 'xreadgroup']);

/** Whether the server may hold back the command's reply for as long as it likes. */
export function blocks({ name, args = [] }: Command = {}): boolean {
  const command = name?.toLowerCase() ?? '';
  if (ALWAYS.has(command)) return true;
  return WITH_BLOCK.has(command) && args.some((arg) => String(arg).toLowerCase() === 'block');
}
