import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './cells';
import type { Project } from './cells';
import { runToEnd } from './command';
import type { Toolbox } from './toolbox';
import { developmentNeeds, wantedBy } from './releases';
import type { Release, Releases } from './releases';

const LIBRARY = 'nestjs-observability';
/** npm's flags: peers that do not fit fail, and no script of a package runs. */
const NPM = ['install', '--strict-peer-deps', '--ignore-scripts', '--no-package-lock'];
const CALM = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
const PNPM = [
  'install',
  '--ignore-scripts',
  '--no-lockfile',
  '--prefer-offline',
  '--reporter=silent',
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

/** An app's folder with its packages. */
export interface Installed {
  readonly folder: string;
  /** What went wrong; nothing where it was installed. */
  readonly complaint?: string;
}

/**
 * Installs an app's packages with the packed library, once for each set of versions; the library itself is always
 * the one that is packed now.
 */
export async function installProject(
  project: Project,
  library: PackedLibrary,
  { tools, releases }: { tools: Toolbox; releases: Releases },
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
    const complaint = await install(project, folder, tools);
    if (complaint) return { folder, complaint };
    writeFileSync(stamp, wanted);
  }
  library.unpack(library.tarball, realpathSync(join(folder, 'node_modules', LIBRARY)));
  return { folder };
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

async function install(
  { manager }: Project,
  cwd: string,
  tools: Toolbox,
): Promise<string | undefined> {
  const [program, args] = manager === 'npm' ? ['npm', [...NPM, ...CALM]] : [tools.pnpm, PNPM];
  const { code, output } = await runToEnd(program, args, { cwd });
  return code === 0 ? undefined : output;
}
