import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './packed-library';

const KEPT = join(tmpdir(), 'observability-installations');
const LIBRARY = 'node_modules/nestjs-observability';
const RESULT = ['node_modules', 'package.json', 'package-lock.json'];
const execute = promisify(execFile);

/** An installation of the packed library with other packages, in a folder that has a package.json. */
export interface Installation {
  readonly folder: string;
  readonly tarball: string;
  readonly packages?: readonly string[];
  /** Options of `npm install`. */
  readonly options: readonly string[];
}

/**
 * Installs, or takes what the same command installed earlier today with the library of now in it: what npm decides
 * depends on package.json of both sides, the command, Node and the registry, whose releases of a day are few.
 */
export async function installOnceADay(installation: Installation): Promise<void> {
  const { folder, tarball, packages = [], options } = installation;
  const today = new Date().toISOString().slice(0, 10);
  const kept = join(KEPT, `${today}-${hashOf(installation)}`);
  removeAllBut(today);
  if (existsSync(kept)) {
    await link(kept, folder);
  } else {
    await execute('npm', ['install', ...options, tarball, ...packages], { cwd: folder });
    await keep(folder, kept);
  }
  await unpack(tarball, join(folder, LIBRARY));
}

/** Installs the packed library and packages strictly: where peers do not fit together, it fails. */
export function installStrictly(
  tarball: string,
  packages: readonly string[],
  folder: string,
): Promise<void> {
  const strict = ['--strict-peer-deps', '--no-audit', '--no-fund', '--ignore-scripts'];
  const options = [...strict, '--prefer-offline', '--loglevel=error'];
  return installOnceADay({ folder, tarball, packages, options });
}

function hashOf({ folder, packages = [], options }: Installation): string {
  const manifests = [join(folder, 'package.json'), join(ROOT, 'libs/observability/package.json')];
  const parts = [...manifests.map((file) => readFileSync(file, 'utf8')), process.version];
  const text = JSON.stringify([...parts, packages, options]);
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** Hard links: fast, and whoever replaces a file leaves the kept one alone. */
async function link(from: string, to: string): Promise<void> {
  const files = RESULT.map((name) => join(from, name)).filter((path) => existsSync(path));
  await execute('cp', ['-alf', ...files, to]);
}

/** In two steps, so that no other process finds a half of it. */
async function keep(folder: string, kept: string): Promise<void> {
  const draft = `${kept}-draft-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await link(folder, draft);
  try {
    renameSync(draft, kept);
  } catch {
    // Another process was faster.
    rmSync(draft, { recursive: true, force: true });
  }
}

async function unpack(tarball: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  await execute('tar', ['-xzf', tarball, '-C', to, '--strip-components=1']);
}

function removeAllBut(today: string): void {
  if (!existsSync(KEPT)) return;
  for (const name of readdirSync(KEPT).filter((entry) => !entry.startsWith(today))) {
    rmSync(join(KEPT, name), { recursive: true, force: true });
  }
}
