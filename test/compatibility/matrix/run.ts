import { titleOf } from './cells';
import type { Cell } from './cells';
import { compilationsOf, compile, compiledFile, copyApp } from './compile';
import { outcomeOfFailedInstall } from './conflict';
import { judge } from './judge';
import { outcomeOf } from './outcome';
import type { Outcome } from './outcome';
import { Progress } from './progress';
import { installProject } from './project';
import type { InstallContext } from './project';
import { reasonAgainst } from './releases';
import { Results, CHECKS } from './results';
import { runCell } from './run-cell';
import type { Compiler, Toolbox } from './toolbox';

/** Two cores are what a machine of CI has. */
const AT_ONCE = 2;

/** What the cells of a run have in common. */
export interface RunContext extends InstallContext {
  /** The workspace. */
  readonly root: string;
  readonly tools: Toolbox;
  /** Whole versions of Node, by major. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly compilers: readonly Compiler[];
}

/** A run of the matrix: one installation after the other. */
export class Run {
  readonly results = new Results();
  private readonly progress: Progress;

  constructor(
    private readonly context: RunContext,
    total: number,
  ) {
    this.progress = new Progress(total);
  }

  /** Tries all cells of one installation. */
  async project(name: string, cells: readonly Cell[]): Promise<void> {
    const startedAt = Date.now();
    const possible = cells.filter((cell) => this.isPossible(cell));
    this.progress.advance(cells.length - possible.length);
    const [first] = possible;
    if (!first) return this.leaveOut(name, cells);
    const failedBefore = this.results.count('failed');
    const installation = await this.tryInstallation(name, first, possible);
    if (installation.kind === 'impossible')
      return this.progress.line(`– ${name}: ${installation.reason}`);
    const failed = this.results.count('failed') - failedBefore;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const rest = failed > 0 ? `, ${failed} failed` : '';
    const left = cells.length - possible.length;
    this.progress.line(
      `${this.progress.mark(failed === 0)} ${name}: ${possible.length} cells${rest}` +
        `${left > 0 ? `, ${left} not possible` : ''} (${seconds} s)`,
    );
  }

  /** Installs packages and tries the cells with them. Returns the outcome of the installation. */
  private async tryInstallation(
    name: string,
    first: Cell,
    cells: readonly Cell[],
  ): Promise<Outcome> {
    const { context } = this;
    this.progress.now(`${name}: installing`);
    const { folder, result } = await installProject(first, context);
    if (result.failure !== undefined) {
      return this.noteFailedInstall(first, cells, result.failure, result.output);
    }
    const installation = outcomeOf([]);
    this.results.addCheck(first, 'install', installation);
    copyApp(context.root, folder, first);
    await this.checkTypes(folder, first);
    await inTurn(cells, (cell) => this.cell(cell, folder));
    await this.tryBundleImports(folder, first);
    return installation;
  }

  /** Without its packages nothing else is tried. */
  private noteFailedInstall(
    project: Cell,
    cells: readonly Cell[],
    failure: string,
    output: string,
  ): Outcome {
    const outcome = outcomeOfFailedInstall(failure, output);
    const isImpossible = outcome.kind === 'impossible';
    const ofCells = isImpossible ? outcome : outcomeOf([`it was not installed: ${failure}`]);
    for (const cell of cells) this.results.addCell(cell, ofCells);
    for (const check of isImpossible ? CHECKS : (['install'] as const))
      this.results.addCheck(project, check, outcome);
    this.progress.advance(cells.length);
    if (!isImpossible) this.progress.failure(`install: ${titleOf(project)}`, [failure], output);
    return outcome;
  }

  private isPossible(cell: Cell): boolean {
    const { releases, nodes } = this.context;
    const reason = reasonAgainst(cell, nodes.get(cell.node) ?? '', releases);
    if (reason) this.results.addCell(cell, { kind: 'impossible', reason });
    return !reason;
  }

  private leaveOut(name: string, cells: readonly Cell[]): void {
    // With the newest Node, so that the reason is one that no Node mends.
    const cell = cells.at(-1);
    if (!cell) return;
    const { releases, nodes } = this.context;
    const reason = reasonAgainst(cell, nodes.get(cell.node) ?? '', releases) ?? '';
    for (const check of CHECKS) this.results.addCheck(cell, check, { kind: 'impossible', reason });
    this.progress.line(`– ${name}: ${reason}`);
  }

  private async checkTypes(folder: string, project: Cell): Promise<void> {
    const { tools, compilers } = this.context;
    const faults: string[] = [];
    this.progress.now(`${folder}: compiling`);
    await inTurn(compilationsOf(project, compilers), async (compilation) => {
      const { failure, output } = await compile(compilation, { folder, project, tools });
      if (failure === undefined) return;
      const { compiler, module, modules } = compilation;
      const fault = `TypeScript ${compiler}, ${module}, ${modules}: ${failure}`;
      faults.push(fault);
      this.progress.failure(`types: ${titleOf(project)}`, [fault], output);
    });
    this.results.addCheck(project, 'types', outcomeOf(faults));
  }

  private async cell(cell: Cell, folder: string): Promise<void> {
    this.progress.now(titleOf(cell));
    const file = compiledFile(folder, cell.modules, 'app');
    this.results.addCell(cell, await this.outcomeOfApp(titleOf(cell), cell, { file, cwd: folder }));
    this.progress.advance(1);
  }

  /** An app that is written for a bundle starts without one too. */
  private async tryBundleImports(folder: string, cell: Cell): Promise<void> {
    if (cell.otel === 'none' || cell.sentry === 'none') return;
    const file = compiledFile(folder, cell.modules, 'bundled');
    const title = `${titleOf(cell)}, with the imports for a bundle`;
    const outcome = await this.outcomeOfApp(title, cell, { file, cwd: folder });
    this.results.addCheck(cell, 'bundle imports', outcome);
  }

  private async outcomeOfApp(
    title: string,
    cell: Cell,
    app: { file: string; cwd: string },
  ): Promise<Outcome> {
    const node = this.context.tools.node(cell.node);
    try {
      const evidence = await runCell({ ...app, node, cell });
      const faults = judge(cell, evidence);
      const output = `${evidence.stdout}${evidence.stderr}`;
      if (faults.length > 0) this.progress.failure(title, faults, output);
      return outcomeOf(faults);
    } catch (error) {
      const output = error instanceof Error ? error.message : String(error);
      this.progress.failure(title, ['it did not run to its end'], output);
      return outcomeOf([output]);
    }
  }
}

/** Some at a time. */
async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  });
  await Promise.all(workers);
}
