import { createRequire } from 'node:module';
import { basename, extname, isAbsolute, join, sep } from 'node:path';

/** The name of this file, without its ending: a bundle has another one. */
const OWN_NAME = 'packages';
/** The library's folder, from this file. */
const OWN_ROOT = '../../..';
const FILE = runningFile();
const loaders = new Map<string, () => unknown>();

/** Whether a bundler has put the library into one file with the app. */
export const isBundled = basename(FILE, extname(FILE)) !== OWN_NAME;

/** What stands in the path of each file of the library: its folder, or the bundle that it is in. */
export const ownCode = isBundled ? FILE : `${join(FILE, OWN_ROOT)}${sep}`;

/** Node's `require` from the library's folder: it sees the packages that are installed there, and nothing that is bundled. */
export const requireHere = createRequire(FILE);

/**
 * Hands in a package that the library uses where it is there. A bundler follows only imports that
 * name their package, so an import of `nestjs-observability/<entry>` does this, by {@link provideToBundle}.
 * @param load called when the package is first needed
 */
export function providePackage(name: string, load: () => unknown): void {
  loaders.set(name, load);
}

/**
 * Hands in a package where it comes from a bundle. Elsewhere the installed one is taken, with the parts that are
 * installed for it: where a package manager is strict, the library does not see those from its own folder.
 */
export function provideToBundle(name: string, load: () => unknown): void {
  if (isBundled || !isInstalled(name)) providePackage(name, load);
}

/** Whether the app has handed the package in. */
export function isProvided(name: string): boolean {
  return loaders.has(name);
}

/**
 * An optional package: the one that the app has handed in, else the one that is installed.
 * @throws when it is neither
 */
export function loadPackage(name: string): unknown {
  const load = loaders.get(name);
  return load ? load() : requireHere(name);
}

/**
 * What to do besides installing a package, as a sentence after a space; '' where installing it is enough.
 * @param entry the part after `nestjs-observability/`
 */
export function bundleRemedy(entry: string): string {
  if (!isBundled) return '';
  return ` This app is a bundle, so also add import 'nestjs-observability/${entry}' as the first line of main.ts.`;
}

/** Whether the package can be found from here. */
export function isInstalled(name: string): boolean {
  try {
    requireHere.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether the app, or the library for it, has loaded the package; in a bundle this cannot be seen, so it counts as loaded. */
export function isLoaded(name: string): boolean {
  return (
    isBundled || (isInstalled(name) && requireHere.cache[requireHere.resolve(name)] !== undefined)
  );
}

/** Where OpenTelemetry's API keeps what is registered with it, for all of its copies of version 1. */
const OPEN_TELEMETRY = Symbol.for('opentelemetry.js.api.1');

/** Whether an SDK is registered with OpenTelemetry's API, the app's or ours. Without one the API need not be loaded. */
export function isOpenTelemetryInUse(): boolean {
  return OPEN_TELEMETRY in globalThis;
}

/** ES modules have no `__filename`, and some bundlers put a relative path in its place. */
function runningFile(): string {
  const own = typeof __filename === 'string' ? __filename : '';
  return [own, process.argv[1] ?? ''].find(isAbsolute) ?? join(process.cwd(), 'bundle.js');
}
