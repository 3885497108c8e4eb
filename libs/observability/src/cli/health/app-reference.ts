import { resolve } from 'node:path';
import { UsageError } from '../terminal/cli.errors';

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
