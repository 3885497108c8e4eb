import { CommandError } from '../terminal/cli.errors';

/**
 * The module among what a file exports: a class, a dynamic module, or a function that gives one.
 * @throws CommandError when there is none of that name
 */
export async function moduleIn(
  exported: Readonly<Record<string, unknown>>,
  name: string,
): Promise<unknown> {
  // What a CommonJS file exports may stand in `default` only.
  const all = { ...(exported['default'] as object | undefined), ...exported };
  const found: unknown = (all as Record<string, unknown>)[name];
  if (found === undefined || found === null) {
    const names = Object.keys(all).filter((key) => key !== 'default' && key !== '__esModule');
    throw new CommandError(`exports no ${name}; it exports: ${names.join(', ') || 'nothing'}.`);
  }
  return typeof found === 'function' && !isClass(found) ? (found() as unknown) : found;
}

function isClass(value: unknown): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}
