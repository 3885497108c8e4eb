import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from './command';
import { satisfies } from './semver';

/** The compilers that projects are checked with: the newest, and the last that is written in JavaScript before it. */
export const COMPILERS = { new: '7', old: '5.9' } as const;
export type Compiler = keyof typeof COMPILERS;

/** Flags with which npm writes errors only. */
export const QUIET = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

const RUNNING = process.versions.node;

/** Programs that a run needs: versions of Node, pnpm, compilers of TypeScript. */
export class Toolbox {
  /**
   * @param home Where all is kept, outside of the workspace: inside, Node would find the workspace's packages where an
   * app lacks its own.
   */
  constructor(
    readonly home = join(tmpdir(), `observability-matrix-${process.getuid?.() ?? 'user'}`),
  ) {}

  /** Installs what is missing. */
  async prepare(nodes: readonly string[], compilers: readonly Compiler[]): Promise<void> {
    const wanted = [
      'pnpm@12',
      ...compilers.map((name) => `typescript-${name}@npm:typescript@${COMPILERS[name]}`),
      ...nodes.filter(isForeign).map((major) => `node-${major}@npm:${platformNode()}@${major}`),
    ];
    const missing = wanted.filter((one) => !isInstalled(this.folder, one));
    if (missing.length === 0) return;
    mkdirSync(this.folder, { recursive: true });
    const manifest = join(this.folder, 'package.json');
    if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }');
    const args = ['install', '--ignore-scripts', ...QUIET, ...missing];
    const { failure, output } = await runToEnd('npm', args, { cwd: this.folder });
    if (failure !== undefined)
      throw new Error(`The tools were not installed: ${failure}\n${output}`);
  }

  private get folder(): string {
    return join(this.home, 'tools');
  }

  get pnpm(): string {
    return join(this.folder, 'node_modules/.bin/pnpm');
  }

  /** The program of a major version: the running one when it is that. */
  node(major: string): string {
    if (!isForeign(major)) return process.execPath;
    return join(this.folder, `node_modules/node-${major}/bin/node`);
  }

  /** The whole version of a Node, a package manager or a compiler. */
  async versionOf(tool: string): Promise<string> {
    if (tool === 'npm') {
      const { output, failure } = await runToEnd('npm', ['--version']);
      if (failure !== undefined) throw new Error(`npm does not run: ${failure}`);
      return output.trim();
    }
    if (tool === RUNNING.split('.')[0]) return RUNNING;
    const name = tool in COMPILERS ? `typescript-${tool}` : tool === 'pnpm' ? tool : `node-${tool}`;
    const manifest = readFileSync(join(this.folder, 'node_modules', name, 'package.json'), 'utf8');
    return (JSON.parse(manifest) as { version: string }).version;
  }

  compiler(name: Compiler): string {
    return join(this.folder, `node_modules/typescript-${name}/bin/tsc`);
  }
}

/**
 * Whether a folder has a package in a version of its range.
 * @param wanted `name@range` or `alias@npm:name@range`
 */
export function isInstalled(folder: string, wanted: string): boolean {
  const manifest = join(folder, 'node_modules', wanted.split('@')[0] ?? '', 'package.json');
  if (!existsSync(manifest)) return false;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return satisfies(version, wanted.slice(wanted.lastIndexOf('@') + 1));
}

function isForeign(major: string): boolean {
  return RUNNING.split('.')[0] !== major;
}

function platformNode(): string {
  return `node-${process.platform}-${process.arch}`;
}
