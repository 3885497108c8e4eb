// Makes the benchmark ready: installs what it needs besides the workspace, and compiles it.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  ensureBuilt,
  ensureInstalled,
  ensurePackagesIn,
  requireNode,
  ROOT,
} from '../../tools/setup.mjs';

const BENCH = join(ROOT, 'test/bench');
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

const SWC = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  // import() stays: mitata is an ES module.
  module: { type: 'commonjs', ignoreDynamic: true },
};

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
  compile();
}

function compile() {
  const { transformFileSync } = createRequire(import.meta.url)('@swc/core');
  const dist = join(BENCH, 'dist');
  rmSync(dist, { recursive: true, force: true });
  for (const source of SOURCES) {
    for (const file of readdirSync(join(BENCH, source), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const target = join(dist, source, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformFileSync(join(BENCH, source, file), SWC).code);
    }
  }
}
