// Makes the benchmark ready: installs what it needs besides the workspace, and compiles it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, ROOT, run, say } from '../../tools/setup.mjs';

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
  ensureBenchInstalled();
  compile();
}

function ensureBenchInstalled() {
  const stamp = join(BENCH, 'node_modules/.installed');
  const lock = readFileSync(join(BENCH, 'package-lock.json'));
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.version}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing the packages of the benchmark (npm ci), once');
  // Peers come from the workspace, so that there is one copy of each.
  const flags = ['--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', ...flags], { cwd: BENCH });
  writeFileSync(stamp, wanted);
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
