import { createRequire } from 'node:module';

/**
 * Loads a package of the benchmark's own package.json. It is absent until `npm run bench` has
 * installed it, and types must not depend on it; so the caller says what it needs of it.
 */
export const loadBenchPackage: (name: string) => unknown = createRequire(__filename);
