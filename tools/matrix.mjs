// npm run matrix: tries the packed library in an app for each combination of Nest, Node, modules, platform,
// OpenTelemetry, Sentry and package manager, and writes docs/matrix.md;
// npm run matrix -- --nest 12 --node 22,24: those only, without the page; npm run matrix -- --short: a few.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileSources } from './compile.mjs';
import { packLibrary } from './pack.cjs';
import { ensureBuilt, ensureInstalled, fail, requireNode, ROOT } from './setup.mjs';

const PROGRAM = join(ROOT, '.cache/matrix');

requireNode();
ensureInstalled();
ensureBuilt();
compileSources(join(ROOT, 'test'), ['compatibility/matrix', 'support'], PROGRAM);
const { main } = createRequire(import.meta.url)(join(PROGRAM, 'compatibility/matrix/main.js'));
try {
  const args = process.argv.slice(2);
  process.exitCode = await main({
    root: ROOT,
    pack: packLibrary,
    commit: commit(),
    args,
  });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

/** The last commit that changed the library, and whether files differ from it. */
function commit() {
  const differs = git('status', '--porcelain', 'libs') !== '';
  return `${git('log', '-1', '--format=%h', '--', 'libs')}${differs ? ' with changes' : ''}`;
}

function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}
