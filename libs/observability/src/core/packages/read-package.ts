import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const UNKNOWN = { name: 'app', version: 'unknown' };

/** Name and version in the package.json where the app was started; it may not be there. */
export function readPackage(): { readonly name: string; readonly version: string } {
  try {
    const text = readFileSync(join(process.cwd(), 'package.json'), 'utf8');
    const { name, version } = JSON.parse(text) as Partial<typeof UNKNOWN>;
    return { name: name ?? UNKNOWN.name, version: version ?? UNKNOWN.version };
  } catch {
    return UNKNOWN;
  }
}
