import { combinationsOf } from './cells';
import type { Axis, Cell, Project } from './cells';
import type { Grid, Row } from './grid';
import type { Outcome } from './outcome';

/** What is checked once for each installation. */
export const CHECKS = ['install', 'types', 'bundle imports'] as const;
export type Check = (typeof CHECKS)[number];

/** An app's result. */
export interface CellResult {
  readonly at: Cell;
  readonly outcome: Outcome;
}

/** The result of what is checked once for an installation. */
export interface CheckResult {
  readonly at: Project;
  readonly check: Check;
  readonly outcome: Outcome;
}

/** Results of the matrix. */
export class Results {
  private readonly cells: CellResult[] = [];
  private readonly checks: CheckResult[] = [];

  get allCells(): readonly CellResult[] {
    return this.cells;
  }

  get allChecks(): readonly CheckResult[] {
    return this.checks;
  }

  addCell(at: Cell, outcome: Outcome): void {
    this.cells.push({ at, outcome });
  }

  addCheck(at: Project, check: Check, outcome: Outcome): void {
    this.checks.push({ at, check, outcome });
  }

  /** How many outcomes are of a kind, cells and checks together. */
  count(kind: Outcome['kind']): number {
    return [...this.cells, ...this.checks].filter(({ outcome }) => outcome.kind === kind).length;
  }

  /** Whether apps were started, and nothing failed. */
  get hasPassed(): boolean {
    const started = this.cells.filter(({ outcome }) => outcome.kind !== 'impossible');
    return started.length > 0 && this.count('failed') === 0;
  }

  /** Apps that were started, by what they have and what they are. */
  get ofCells(): Grid {
    const columns = combinations(['nest', 'modules', 'platform'], this.cells);
    const rows = combinations(['otel', 'sentry', 'node'], this.cells);
    const titles = columns.map(({ nest, modules, platform }) => `${nest} ${modules} ${platform}`);
    return {
      titles: ['OpenTelemetry', 'Sentry', 'Node', ...titles],
      rows: rows.map((row) => ({
        heads: [row.otel ?? '', row.sentry ?? '', row.node ?? ''],
        outcomes: columns.map((column) => outcomesAt(this.cells, { ...row, ...column })),
      })),
    };
  }

  /** Installations. */
  get ofChecks(): Grid {
    const rows = combinations(['nest', 'otel', 'sentry'], this.checks);
    return {
      titles: ['Nest', 'OpenTelemetry', 'Sentry', ...CHECKS],
      rows: rows.map((row): Row => ({
        heads: [row.nest ?? '', row.otel ?? '', row.sentry ?? ''],
        outcomes: CHECKS.map((check) =>
          outcomesAt(
            this.checks.filter((one) => one.check === check),
            row,
          ),
        ),
      })),
    };
  }
}

/** The combinations of some axes that occur, in the order of the axes. */
function combinations(
  axes: readonly Axis[],
  entries: readonly { readonly at: Partial<Cell> }[],
): Partial<Cell>[] {
  return combinationsOf(axes).filter((one) => entries.some(({ at }) => isAt(at, one)));
}

function outcomesAt(
  entries: readonly { readonly at: Partial<Cell>; readonly outcome: Outcome }[],
  wanted: Partial<Cell>,
): Outcome[] {
  return entries.filter(({ at }) => isAt(at, wanted)).map(({ outcome }) => outcome);
}

function isAt(at: Partial<Cell>, wanted: Partial<Cell>): boolean {
  // The keys of a cell are axes.
  return (Object.keys(wanted) as Axis[]).every((axis) => at[axis] === wanted[axis]);
}
