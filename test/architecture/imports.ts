import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { preProcessFile } from 'typescript';

/** Each source file of the library by its path below src, with what it imports. */
export type ImportMap = ReadonlyMap<string, readonly string[]>;

/** What one folder may import. */
export interface FolderRule {
  /** Other folders of the library, through their index. */
  readonly folders: readonly string[];
  /** Packages; `node:` is always allowed. */
  readonly packages: readonly string[];
}

const NONE = 'no folder';
/** The fakes of a folder stand in a folder of their own below it; they and specs use the public fakes as well. */
const FAKES = '/testing/';
const PUBLIC_FAKES = 'testing';

/** Reads the imports of all files but specs. Type imports count. */
export function readImports(src: string): ImportMap {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(src, file));
  return new Map(
    files.map((file) => {
      const { importedFiles } = preProcessFile(readFileSync(file, 'utf8'), true, true);
      return [relative(src, file), importedFiles.map(({ fileName }) => fileName)];
    }),
  );
}

/** The imports of specs that leave the folder, as `spec imports target`. */
export function importsOutside(folder: string): string[] {
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.spec.ts'),
  );
  return specs.flatMap((spec) => {
    const { importedFiles } = preProcessFile(readFileSync(join(folder, spec), 'utf8'), true, true);
    return importedFiles
      .filter(({ fileName }) => posix.join(dirname(spec), fileName).startsWith('../'))
      .map(({ fileName }) => `${spec} imports ${fileName}`);
  });
}

/** Every import that the rules forbid, as a sentence. */
export function forbiddenImports(
  imports: ImportMap,
  rules: Readonly<Record<string, FolderRule>>,
): string[] {
  return [...imports].flatMap(([file, targets]) => {
    const folder = folderOf(file, rules);
    const rule = rules[folder];
    if (!rule) return [`${file} stands in no folder that has a rule`];
    return targets.flatMap((target) => {
      const reason = target.startsWith('.')
        ? reasonAgainstFile(file, target, folder, rule, rules)
        : reasonAgainstPackage(target, rule);
      return reason ? [`${file} imports ${target}: ${reason}`] : [];
    });
  });
}

/** Every import cycle, as the files that it goes through. */
export function importCycles(imports: ImportMap): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) {
      const next = target.startsWith('.') ? resolve(file, target, imports) : undefined;
      if (next) visit(next, [...path, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return cycles;
}

function reasonAgainstFile(
  file: string,
  target: string,
  folder: string,
  rule: FolderRule,
  rules: Readonly<Record<string, FolderRule>>,
): string | undefined {
  const path = posix.join(dirname(file), target);
  const isFake = file.includes(FAKES);
  if (path.includes(FAKES) && !isFake) return 'only specs use the fakes of a folder';
  const to = folderOf(`${path}/index.ts`, rules);
  if (isFake && path === PUBLIC_FAKES) return undefined;
  if (to === folder) {
    const isOwnIndex = path === folder || path === `${folder}/index`;
    return isOwnIndex && file !== 'index.ts' ? 'a folder does not import its own index' : undefined;
  }
  if (!rule.folders.includes(to)) return `${folder || 'the public face'} may not know ${to}`;
  return path === to ? undefined : `across a border only the index of ${to} is imported`;
}

function reasonAgainstPackage(target: string, { packages }: FolderRule): string | undefined {
  const isAllowed = packages.some((name) => target === name || target.startsWith(`${name}/`));
  return isAllowed || target.startsWith('node:')
    ? undefined
    : 'this folder may not use the package';
}

/** The deepest folder with a rule that the file stands in; '' is the top, NONE an unknown folder. */
function folderOf(file: string, rules: Readonly<Record<string, FolderRule>>): string {
  if (!file.includes('/')) return '';
  const holding = Object.keys(rules).filter((folder) => folder && file.startsWith(`${folder}/`));
  return holding.toSorted((a, b) => b.length - a.length)[0] ?? NONE;
}

function resolve(file: string, target: string, imports: ImportMap): string | undefined {
  const path = posix.join(dirname(file), target);
  return [`${path}.ts`, `${path}/index.ts`].find((candidate) => imports.has(candidate));
}

/** Every cycle between subfolders, as the folders that it goes through; what an `index.ts` joins is no import of its folder. */
export function folderCycles(imports: ImportMap): string[] {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const folder = dirname(file);
    const isJoining = posix.basename(file) === 'index.ts';
    if (isJoining || folder === '.') continue;
    const known = folders.get(folder) ?? new Set();
    folders.set(folder, known);
    for (const target of targets) {
      const found = target.startsWith('.') ? resolve(file, target, imports) : undefined;
      if (found && dirname(found) !== folder && dirname(found) !== '.') known.add(dirname(found));
    }
  }
  return cyclesIn(folders);
}

/** Each group of folders that can be reached from one another, in the order of their names. */
function cyclesIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reached = new Map([...graph.keys()].map((from) => [from, reachableFrom(from, graph)]));
  const groups = new Set<string>();
  for (const [from, targets] of reached) {
    const others = [...targets].filter((to) => to !== from && reached.get(to)?.has(from));
    if (others.length > 0) groups.add([from, ...others].toSorted().join(' <-> '));
  }
  return [...groups];
}

function reachableFrom(from: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(graph.get(from) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return seen;
}
