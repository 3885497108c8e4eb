import { CommandError, UsageError } from '../terminal/cli.errors';
import { resolve } from 'node:path';

/** A file that exports the app's module, and under which name. */
export interface AppReference {
  readonly file: string;
  readonly exportName: string;
}

const USUAL_NAME = 'AppModule';

/**
 * Reads `dist/app.module.js#AppModule`; the name may be left out.
 * @throws UsageError without a file
 */
export function appReferenceFrom(text: string): AppReference {
  const [file = '', exportName = USUAL_NAME] = text.split('#');
  if (file === '' || exportName === '') {
    throw UsageError.because('--app must be a file and a name: dist/app.module.js#AppModule.');
  }
  return { file: resolve(file), exportName };
}

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
