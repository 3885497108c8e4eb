import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './cells';
import type { Project } from './cells';
import { runToEnd } from './command';
import type { CommandResult } from './command';
import type { Toolbox } from './toolbox';
import { developmentNeeds, wantedBy } from './releases';
import type { Release, Releases } from './releases';

/** The name of the package that is tried. */
export const LIBRARY = 'nestjs-observability';
/** npm's flags: peers that do not fit fail, and no script of a package runs. */
const NPM = ['install', '--strict-peer-deps', '--ignore-scripts', '--no-package-lock'];
const CALM = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
/** Its reporter "silent" would hide why it fails. */
const PNPM = [
  'install',
  '--ignore-scripts',
  '--no-lockfile',
  '--prefer-offline',
  '--loglevel=error',
];

/** Imported by the types of @fastify/cors 11.3 and of @nestjs/core 12.5, whose manifests do not say so. */
const UNDECLARED = ['fastify', '@standard-schema/spec'];

/** The library as it would be published. */
export interface PackedLibrary {
  readonly tarball: string;
  /** Its package.json: what an installation depends on, unlike the code. */
  readonly manifest: string;
  /** Puts the tarball's files in place of a folder. */
  readonly unpack: (tarball: string, target: string) => void;
}

/** The programs that install. */
type Installer = Pick<Toolbox, 'home' | 'pnpm' | 'versionOf'>;

/** An app's folder with its packages. */
export interface Installed {
  readonly folder: string;
  readonly result: CommandResult;
}

/**
 * Installs an app's packages with the packed library, once for each set of versions; the library itself is always
 * the one that is packed now.
 */
export async function installProject(
  project: Project,
  library: PackedLibrary,
  { tools, releases }: { tools: Installer; releases: Releases },
): Promise<Installed> {
  const folder = join(tools.home, nameOf(project));
  const manifest = JSON.stringify(manifestOf(project, library.tarball, releases), null, 2);
  const settings = pnpmSettings(tools.home);
  const program = await tools.versionOf(project.manager);
  const wanted = [manifest, settings, library.manifest, program].join('\n');
  const stamp = join(folder, '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), manifest);
    writeFileSync(join(folder, 'pnpm-workspace.yaml'), settings);
    const result = await install(project, folder, tools);
    if (result.failure) return { folder, result };
    writeFileSync(stamp, wanted);
  }
  library.unpack(library.tarball, realpathSync(join(folder, 'node_modules', LIBRARY)));
  return { folder, result: { output: '', failure: undefined } };
}

function manifestOf(project: Project, tarball: string, releases: Releases): object {
  return {
    name: nameOf(project),
    private: true,
    dependencies: { [LIBRARY]: `file:${tarball}`, ...exact(wantedBy(project), releases) },
    devDependencies: exact(developmentNeeds(), releases),
  };
}

function exact(wanted: readonly string[], releases: Releases): Record<string, string> {
  const found = wanted.flatMap((want): Release[] => [releases.get(want) ?? []].flat());
  return Object.fromEntries(found.map(({ name, version }) => [name, version]));
}

/** Nothing is found that was not asked for: neither by the app nor, without hoisting, by a package. */
function pnpmSettings(home: string): string {
  return [
    'nodeLinker: isolated',
    `hoistPattern: ${JSON.stringify(UNDECLARED)}`,
    'strictPeerDependencies: true',
    `storeDir: ${JSON.stringify(join(home, 'pnpm-store'))}`,
    '',
  ].join('\n');
}

function install({ manager }: Project, cwd: string, tools: Installer): Promise<CommandResult> {
  const [program, args] = manager === 'npm' ? ['npm', [...NPM, ...CALM]] : [tools.pnpm, PNPM];
  return runToEnd(program, args, { cwd });
}
