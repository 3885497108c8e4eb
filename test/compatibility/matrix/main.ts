import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byProject, cellsOf, filtersIn, shortForm } from './cells';
import type { Filters } from './cells';
import { letterOf, reasonsIn, toTerminal } from './grid';
import { pageOf } from './page';
import { queryRegistry, devDependencies, dependenciesOf } from './releases';
import type { Releases } from './releases';
import { recordRun, recordToJson } from './record';
import type { MatrixRecord, RunInfo } from './record';
import type { Results } from './results';
import { Run } from './run';
import { Toolbox } from './toolbox';
import type { Compiler } from './toolbox';

/** Relative to the workspace. */
const PAGE = 'docs/matrix.md';
const RECORD = 'test/compatibility/matrix/results.json';
const SHORT = '--short';

/** The command as it was called. */
export interface MatrixCommand {
  /** The workspace. */
  readonly root: string;
  /** Packs the library in a folder, and returns the tarball's path. */
  readonly pack: (to: string) => string;
  readonly commit: string;
  /** The arguments after its name. */
  readonly args: readonly string[];
}

/** Runs the matrix, prints its results, and keeps those of whole installations for the page. Returns the exit code. */
export async function main({ root, pack, commit, args }: MatrixCommand): Promise<number> {
  const date = new Date().toISOString().slice(0, 10);
  const isShort = args.includes(SHORT);
  const cells = cellsOf(filtersOf(args));
  const compilers: Compiler[] = isShort ? ['new'] : ['new', 'old'];
  const majors = [...new Set(cells.map(({ node }) => node))];
  const tools = new Toolbox();
  await tools.prepare(majors, compilers);
  // Always the same path: it is part of what an installation is made from.
  const tarball = pack(join(tools.home, 'library'));
  const releases = await queryRegistry([...cells.flatMap(dependenciesOf), ...devDependencies()]);
  const nodes = await versionsOf(tools, majors);

  const run = new Run({ root, tarball, date, tools, releases, nodes, compilers }, cells.length);
  for (const [name, group] of byProject(cells)) await run.project(name, group);

  const grids = { checks: run.results.ofChecks, cells: run.results.ofCells };
  const reasons = reasonsIn([grids.cells, grids.checks]);
  for (const grid of [grids.checks, grids.cells]) print(toTerminal(grid, reasons, isTerminal()));
  print(reasons.map((reason, at) => `– ${letterOf(at)}: ${reason}\n`).join(''));
  const [passed, failed, impossible] = (['passed', 'failed', 'impossible'] as const).map((kind) =>
    run.results.count(kind),
  );
  print(`${passed} passed, ${failed} failed, ${impossible} not possible\n`);
  if (!run.results.hasPassed && failed === 0) print('Failed: no app was started.\n');
  // The short form has fewer compilers.
  if (!isShort) {
    const versions = [
      ...[...nodes.values()].map((version) => `Node ${version}`),
      ...(await programsOf(tools, compilers)),
      ...namesIn(releases),
    ];
    const machine = `${process.platform} ${process.arch}`;
    writeRecord(root, run.results, { date, commit, machine, versions });
  }
  return run.results.hasPassed ? 0 : 1;
}

/** Keeps what whole installations showed, and writes the page. */
function writeRecord(root: string, results: Results, run: RunInfo): void {
  const file = join(root, RECORD);
  const before = JSON.parse(readFileSync(file, 'utf8')) as MatrixRecord;
  const record = recordRun(before, results, run);
  writeFileSync(file, recordToJson(record));
  writeFileSync(join(root, PAGE), pageOf(record));
}

function filtersOf(args: readonly string[]): readonly Filters[] {
  const filter = filtersIn(args.filter((arg) => arg !== SHORT));
  if (!args.includes(SHORT)) return [filter];
  return shortForm(process.versions.node).map((short) => ({ ...short, ...filter }));
}

async function versionsOf(tools: Toolbox, majors: readonly string[]): Promise<Map<string, string>> {
  const each = majors.map(async (major) => [major, await tools.versionOf(major)] as const);
  return new Map(await Promise.all(each));
}

async function programsOf(tools: Toolbox, compilers: readonly Compiler[]): Promise<string[]> {
  const named = compilers.map((name) => [name, `TypeScript`] as const);
  const all = [['npm', 'npm'] as const, ['pnpm', 'pnpm'] as const, ...named];
  return Promise.all(all.map(async ([tool, name]) => `${name} ${await tools.versionOf(tool)}`));
}

function namesIn(releases: Releases): string[] {
  return [...releases.values()].map(({ name, version }) => `${name} ${version}`).toSorted();
}

function print(text: string): void {
  process.stdout.write(text === '' ? '' : `\n${text}`);
}

function isTerminal(): boolean {
  return process.stdout.isTTY;
}
