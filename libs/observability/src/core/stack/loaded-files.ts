import { requireHere } from '../packages/packages';

const { cache } = requireHere;

/**
 * Whether this process has loaded the file as a CommonJS module, by its absolute path. Of ES
 * modules Node does not say which it has loaded, so they never are.
 */
export function isLoadedFile(path: string): boolean {
  return cache[path] !== undefined;
}
