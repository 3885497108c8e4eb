// Makes the benchmark ready: installs what it needs besides the workspace, and compiles it.
import { join } from 'node:path';
import { compileSources } from '../tools/compile.mjs';
import {
  ensureBuilt,
  ensureInstalled,
  ensurePackagesIn,
  requireNode,
  ROOT,
} from '../tools/setup.mjs';

const BENCH = join(ROOT, 'bench');
const SOURCES = [
  'app',
  'harness',
  'load',
  'micro',
  'paired',
  'phases',
  'preload',
  'report',
  'sinks',
  'variants',
];

/** Everything that must be there before the compiled harness can run. */
export function prepare() {
  requireNode();
  // With --no-build the workspace is measured as it stands.
  if (!process.argv.includes('--no-build')) {
    ensureInstalled();
    ensureBuilt();
  }
  // Peers come from the workspace, so that there is one copy of each.
  ensurePackagesIn(BENCH, 'the packages of the benchmark', ['--legacy-peer-deps']);
  compileSources(BENCH, SOURCES, join(BENCH, 'dist'));
}
