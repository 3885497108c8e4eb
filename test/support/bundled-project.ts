import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, run } from './packed-library';

export type Bundler = 'esbuild' | 'webpack';

/** An app in one file, alone in a folder as `app.cjs`, and what its bundler complains of. */
export interface Bundle {
  readonly folder: string;
  /** What is in the folder before the app runs. */
  readonly files: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A project that has the packed library and some of this workspace's packages, and apps to bundle. */
export class BundledProject {
  constructor(
    private readonly folder: string,
    tarball: string,
    packages: readonly string[],
  ) {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    run('tar', ['xzf', tarball], folder);
    renameSync(join(folder, 'package'), join(folder, 'node_modules/nestjs-observability'));
    for (const name of packages) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), link);
    }
  }

  /** An app of `test/support`, after imports of its own. */
  add(app: string, imports: readonly string[] = []): void {
    copyFileSync(join(__dirname, `${app}-app.cjs`), join(this.folder, `${app}.cjs`));
    const lines = [...imports, `./${app}.cjs`].map((name) => `import '${name}';\n`);
    writeFileSync(join(this.folder, `${app}.mjs`), lines.join(''));
  }

  async bundle(by: Bundler, app: string): Promise<Bundle> {
    const folder = `${this.folder}-${by}`;
    requireNoPackagesAbove(folder);
    const args = [join(__dirname, 'bundle.mjs'), by, join(this.folder, `${app}.mjs`), folder];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: this.folder });
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return { folder, files, ...(JSON.parse(stdout) as Pick<Bundle, 'errors' | 'warnings'>) };
  }
}

function requireNoPackagesAbove(folder: string): void {
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, 'node_modules'))) throw new Error(`There are packages in ${above}`);
  }
}
