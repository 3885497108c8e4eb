// Sets the workspace up, and does nothing when it is set up already. Uses Node's own modules only:
// it is what installs all others.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadIndexesOnUse } from './lazy-indexes.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const [MAJOR, MINOR] = process.versions.node.split('.').map(Number);
/** One file for each attack that a test run has tried: what came of it. */
export const ATTACK_RECORDS = join(ROOT, '.cache/attacks');
/** Floods and faults, judged by how long things take: they have the machine for themselves. */
export const ALONE = 'test/torture';
/** Those that wait for time-outs, and keep no processor busy meanwhile: they run two at a time. */
export const WAITING = 'test/torture/waiting';
const NEST = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');

/** Says what happens now. */
export function say(text) {
  process.stdout.write(`\u001b[2m▸ ${text}\u001b[0m\n`);
}

/** Ends the command with one clear line. */
export function fail(text) {
  process.stderr.write(`✗ ${text}\n`);
  process.exit(1);
}

/** Runs a command to its end; fails with it. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error || status !== 0)
    fail(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
}

/** Starts a command beside others, and prints what it prints at its end. Resolves with whether it succeeded. */
export function start(title, command, args) {
  say(title);
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(end(error.message)));
    child.once('close', (code) => resolve(end(code === 0 ? undefined : `exit code ${code}`)));
  });

  function end(mistake) {
    process.stdout.write(output);
    if (mistake) process.stderr.write(`✗ ${title} failed: ${mistake}\n`);
    return !mistake;
  }
}

export function requireNode() {
  if (MAJOR < 20 || (MAJOR === 20 && MINOR < 19)) {
    fail(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
  }
}

/** What the tests need, whichever of them run: Node, the packages and the programs of Debian; not the build. */
export function prepareForTests() {
  requireNode();
  ensureInstalled();
  ensureDebianPackages({
    'redis-server': 'redis-server',
    promtool: 'prometheus',
    rsyslogd: 'rsyslog',
    mariadbd: 'mariadb-server',
    'rabbitmq-server': 'rabbitmq-server',
    kubectl: 'kubernetes-client',
  });
}

/** Installs the workspace's packages. */
export function ensureInstalled() {
  ensurePackagesIn(ROOT, 'packages');
}

/** Installs the packages of a folder when its package-lock.json or Node changed since the last time. */
export function ensurePackagesIn(folder, what, flags = []) {
  const stamp = join(folder, 'node_modules/.installed');
  const wanted = `${hashOf([join(folder, 'package-lock.json')])} ${process.version}`;
  if (read(stamp) === wanted) return;
  say(`installing ${what} (npm ci), once`);
  run('npm', ['ci', ...flags, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(stamp, wanted);
}

/** Builds the library, then the demo, each when its sources changed. */
export function ensureBuilt() {
  const shared = ['tsconfig.json', 'nest-cli.json', 'package-lock.json'];
  const library = [...shared, 'libs/observability', 'tools/lazy-indexes.mjs'];
  const dist = 'libs/observability/dist';
  build('observability', library, `${dist}/index.js`, () => loadIndexesOnUse(join(ROOT, dist)));
  build('demo', [...library, 'apps/demo'], 'apps/demo/dist/main.js');
}

/** Puts a packed library in place of what is there. */
export function unpackLibrary(tarball, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
}

function build(project, sources, result, finish = () => undefined) {
  const stamp = join(ROOT, `.cache/built-${project}`);
  const files = sources.flatMap((source) => filesBelow(join(ROOT, source)));
  const wanted = hashOf(files.filter((file) => !file.endsWith('.spec.ts')));
  if (read(stamp) === wanted && existsSync(join(ROOT, result))) return;
  say(`building ${project}`);
  run(process.execPath, [NEST, 'build', project]);
  finish();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Installs what the tests need from Debian's packages, where it is missing: package names by program. */
export function ensureDebianPackages(packages) {
  const missing = Object.entries(packages)
    .filter(([program]) => spawnSync('which', [program]).status !== 0)
    .map(([, name]) => name);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('which', ['apt-get']).status !== 0) {
    const names = missing.join(' ');
    fail(`The tests need ${names}. Install what is missing: apt-get install ${names} (as root).`);
  }
  say(`installing ${missing.join(', ')} (apt-get), once`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .flatMap(({ name }) => filesBelow(join(path, name)));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
