import { posix } from 'node:path';

/** What may stand behind a dot in the name of a file: what the file is for Nest, or for the library's structure. */
export const ROLES: ReadonlySet<string> = new Set([
  'module',
  'feature',
  'options',
  'providers',
  'middleware',
  'guard',
  'interceptor',
  'filter',
  'decorator',
  'metadata',
  'explorer',
  'wrapper',
  'handler',
  'registry',
  'checker',
  'indicator',
  'instrumentation',
  'integration',
  'adapter',
  'endpoint',
  'renderer',
  'rules',
  'channel',
  'command',
  'contract',
  'errors',
]);

/** Further roles of Nest's own, for the parts of an app. */
export const NEST_ROLES: ReadonlySet<string> = new Set([
  'controller',
  'dto',
  'service',
  'entity',
  'processor',
  'resolver',
  'gateway',
]);

const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ENDING = /(?:\.(?:spec|e2e-spec|int-spec))?\.(?:ts|mjs|cjs)$/;

/** The files whose names are not in kebab case, or have a dot before anything but a role. */
export function misnamedFiles(files: readonly string[], roles: ReadonlySet<string>): string[] {
  return files.filter((file) => {
    const [name = '', role, ...rest] = posix.basename(file).replace(ENDING, '').split('.');
    const hasRole = role === undefined || roles.has(role);
    return !KEBAB_CASE.test(name) || !hasRole || rest.length > 0;
  });
}
