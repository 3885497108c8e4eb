import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell, Project } from './cells';
import { runToEnd } from './command';
import type { CommandResult } from './command';
import type { Compiler, Toolbox } from './toolbox';

/** Kinds of modules: their folder in a project, and what its package.json says. */
const KINDS = { CJS: { type: 'commonjs' }, ESM: { type: 'module' } };
/** Relative to the workspace. */
const SOURCES = 'test/compatibility/matrix/app';

type Modules = Cell['modules'];

/** One run of a compiler over an app. */
export interface Compilation {
  readonly compiler: Compiler;
  readonly modules: Modules;
  /** How the compiler resolves modules. */
  readonly module: 'nodenext' | 'node16';
  /** Whether the types of all libraries are checked too. */
  readonly isStrict: boolean;
}

/** The file of an app that is run. */
export function compiledFile(folder: string, modules: Modules, name: 'app' | 'bundled'): string {
  return join(folder, modules, 'dist', `${name}.js`);
}

/** All compilations of a project. Those by `nodenext` of the new compiler write the files that are run. */
export function compilationsOf(
  { nest, manager }: Pick<Project, 'nest' | 'manager'>,
  compilers: readonly Compiler[],
): Compilation[] {
  // node16 does not let CommonJS import an ES module, not even in a library; Nest 12 is one, and this library is not.
  const isStrict = nest === '11';
  const all: Compilation[] = [
    { compiler: 'new', module: 'nodenext', modules: 'CJS', isStrict: true },
    { compiler: 'new', module: 'nodenext', modules: 'ESM', isStrict: true },
    { compiler: 'new', module: 'node16', modules: isStrict ? 'CJS' : 'ESM', isStrict },
    { compiler: 'old', module: 'nodenext', modules: 'CJS', isStrict: true },
  ];
  // The old compiler takes four times as long, and apps that still have it have Nest 11.
  const hasOld = nest === '11' && manager === 'npm';
  return all.filter(
    ({ compiler }) => compilers.includes(compiler) && (compiler === 'new' || hasOld),
  );
}

/** Copies the app to a project, once for each kind of modules. */
export function copyApp(root: string, folder: string, project: Project): void {
  for (const [kind, manifest] of Object.entries(KINDS)) {
    const target = join(folder, kind);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    writeFileSync(join(target, 'package.json'), JSON.stringify(manifest));
    for (const file of filesOf(project))
      copyFileSync(join(root, SOURCES, file), join(target, file));
  }
}

/** Compiles an app; writes its files where they are to be run. */
export async function compile(
  { compiler, module, modules, isStrict }: Compilation,
  {
    folder,
    project,
    tools,
  }: { folder: string; project: Project; tools: Pick<Toolbox, 'compiler'> },
): Promise<CommandResult> {
  const isRun = compiler === 'new' && module === 'nodenext';
  const config = `tsconfig.${compiler}.${module}.json`;
  const cwd = join(folder, modules);
  const compilerOptions = {
    target: 'es2022',
    module,
    moduleResolution: module,
    strict: true,
    skipLibCheck: !isStrict,
    exactOptionalPropertyTypes: isRun,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ['node'],
    rootDir: '.',
    ...(isRun ? { outDir: 'dist' } : { noEmit: true }),
  };
  writeFileSync(join(cwd, config), JSON.stringify({ compilerOptions, files: filesOf(project) }));
  return runToEnd(process.execPath, [tools.compiler(compiler), '-p', config], { cwd });
}

function filesOf({ otel, sentry }: Project): string[] {
  return [
    'app.ts',
    'options.ts',
    ...(otel === 'none' || sentry === 'none' ? [] : ['bundled.ts']),
    ...(otel === 'none' ? [] : ['with-otlp.ts']),
    ...(sentry === 'none' ? [] : ['with-sentry.ts']),
  ];
}
