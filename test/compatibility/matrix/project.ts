import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './cells';
import type { Project } from './cells';
import { runToEnd } from './command';
import type { CommandResult } from './command';
import { devDependencies, dependenciesOf } from './releases';
import type { Release, Releases } from './releases';
import { QUIET } from './toolbox';
import type { Toolbox } from './toolbox';

/** The name of the package that is tried. */
export const LIBRARY = 'nestjs-observability';
/** npm's flags: peers that do not fit fail, and no script of a package runs. */
const NPM = ['install', '--strict-peer-deps', '--ignore-scripts', '--no-package-lock'];
/** Its reporter "silent" would hide why it fails. */
const PNPM = [
  'install',
  '--ignore-scripts',
  '--no-lockfile',
  '--prefer-offline',
  '--loglevel=error',
];

/** Imported by the types of @fastify/cors 11.3 and of @nestjs/core 12.5, whose manifests do not declare it. */
const UNDECLARED = ['fastify', '@standard-schema/spec'];

/** The programs that install. */
type Installer = Pick<Toolbox, 'home' | 'pnpm' | 'versionOf'>;

/** An app's folder with its packages. */
export interface Installed {
  readonly folder: string;
  readonly result: CommandResult;
}

/** What an installation is made with. */
export interface InstallContext {
  readonly tools: Installer;
  readonly releases: Releases;
  /** The packed library. */
  readonly tarball: string;
  /** As 2026-11-30: what packages bring is in the newest release of that day. */
  readonly date: string;
}

/** Installs an app's packages with the packed library, once as long as nothing that it is made from changes. */
export async function installProject(
  project: Project,
  { tools, releases, tarball, date }: InstallContext,
): Promise<Installed> {
  const folder = join(tools.home, nameOf(project));
  const manifest = JSON.stringify(manifestOf(project, tarball, releases), null, 2);
  const settings = pnpmSettings(tools.home);
  const [program, args] =
    project.manager === 'npm' ? ['npm', [...NPM, ...QUIET]] : [tools.pnpm, PNPM];
  const version = await tools.versionOf(project.manager);
  const library = createHash('sha256').update(readFileSync(tarball)).digest('hex');
  const node = process.versions.node;
  const wanted = [manifest, settings, ...args, version, node, library, date].join('\n');
  // Beside the packages, so that it is gone when they are.
  const stamp = join(folder, 'node_modules/.installed');
  const installed = { folder, result: { output: '', failure: undefined } };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return installed;
  // pnpm finds nothing wrong with what an installation that failed has left.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), settings);
  const result = await runToEnd(program, args, { cwd: folder });
  if (result.failure === undefined) writeFileSync(stamp, wanted);
  return { folder, result };
}

function manifestOf(project: Project, tarball: string, releases: Releases): object {
  return {
    name: nameOf(project),
    private: true,
    dependencies: { [LIBRARY]: `file:${tarball}`, ...exact(dependenciesOf(project), releases) },
    devDependencies: exact(devDependencies(), releases),
  };
}

function exact(wanted: readonly string[], releases: Releases): Record<string, string> {
  const found = wanted.flatMap((want): Release[] => [releases.get(want) ?? []].flat());
  return Object.fromEntries(found.map(({ name, version }) => [name, version]));
}

/** Packages find only what they declare. */
function pnpmSettings(home: string): string {
  return [
    'nodeLinker: isolated',
    `hoistPattern: ${JSON.stringify(UNDECLARED)}`,
    'strictPeerDependencies: true',
    `storeDir: ${JSON.stringify(join(home, 'pnpm-store'))}`,
    '',
  ].join('\n');
}
