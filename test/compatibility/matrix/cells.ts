import { takesOpenTelemetry3 } from '../../support/peer-versions';

/** What a cell is made of, in the order in which cells run: what needs an installation of its own comes first. */
export const AXES = {
  nest: ['11', '12'],
  otel: ['none', '2', '3'],
  sentry: ['none', '10', '11'],
  manager: ['npm', 'pnpm'],
  node: ['20', '22', '24'],
  modules: ['CJS', 'ESM'],
  platform: ['Express', 'Fastify'],
} as const;

export type Axis = keyof typeof AXES;
/** One app that is tried. */
export type Cell = { readonly [A in Axis]: (typeof AXES)[A][number] };
/** What cells of one installation share. */
export type Project = Pick<Cell, 'nest' | 'otel' | 'sentry' | 'manager'>;
/** The values that are wanted, by axis; all of an axis that is not named. */
export type Filters = { readonly [A in Axis]?: readonly string[] };

const NAMES = Object.keys(AXES) as Axis[];

/**
 * The cells of CI: the newest of everything, nothing optional, and what most apps have, in strict folders.
 * @param node the running version
 */
export function shortForm(node: string): Filters[] {
  const [major = ''] = node.split('.');
  const otel = takesOpenTelemetry3(node) ? '3' : '2';
  return [
    { nest: ['12'], otel: [otel], sentry: ['none'], manager: ['npm'], modules: ['ESM'] },
    { nest: ['11'], otel: ['none'], sentry: ['none'], manager: ['npm'], modules: ['CJS'] },
    { nest: ['11'], otel: ['2'], sentry: ['10'], manager: ['pnpm'], modules: ['CJS'] },
  ].map((filter) => ({ ...filter, node: [major] }));
}

/**
 * All cells that pass one of the filters, in order.
 * @throws Error where there is none: a run of nothing would pass
 */
export function cellsOf(filters: readonly Filters[]): Cell[] {
  // Each axis has given its value.
  const all = combinationsOf(NAMES) as Cell[];
  const cells = all.filter((cell) => filters.some((filter) => passes(cell, filter)));
  if (cells.length === 0)
    throw new Error(`The matrix has no cell with ${JSON.stringify(filters)}.`);
  return cells;
}

/** All combinations of the values of some axes, in order. */
export function combinationsOf(axes: readonly Axis[]): Partial<Cell>[] {
  return axes.reduce<Partial<Cell>[]>(
    (some, axis) => some.flatMap((one) => AXES[axis].map((value) => ({ ...one, [axis]: value }))),
    [{}],
  );
}

/**
 * Reads `--nest 12 --node 22,24`.
 * @throws Error for an axis or a value that is not there
 */
export function filtersIn(args: readonly string[]): Filters {
  const filters: Partial<Record<Axis, string[]>> = {};
  for (let i = 0; i < args.length; i += 2) {
    const axis = NAMES.find((name) => `--${name}` === args[i]);
    if (!axis) throw new Error(`"${args[i]}" is no filter. There are: ${flags()}.`);
    filters[axis] = (args[i + 1] ?? '').split(',').map((value) => valueOf(axis, value));
  }
  return filters;
}

/** The name of an installation, which is that of its folder too. */
export function nameOf({ nest, otel, sentry, manager }: Project): string {
  return `nest-${nest}-otel-${otel}-sentry-${sentry}-${manager}`;
}

/** A cell in words. */
export function titleOf({ nest, otel, sentry, manager, node, modules, platform }: Cell): string {
  return `Nest ${nest}, ${modules}, ${platform}, Node ${node}, OpenTelemetry ${otel}, Sentry ${sentry}, ${manager}`;
}

/** The cells by installation. */
export function byProject(cells: readonly Cell[]): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = nameOf(cell);
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  return groups;
}

function passes(cell: Cell, filter: Filters): boolean {
  return NAMES.every((axis) => filter[axis]?.includes(cell[axis]) ?? true);
}

function valueOf(axis: Axis, given: string): string {
  const value = AXES[axis].find((one) => one.toLowerCase() === given.toLowerCase());
  if (!value) throw new Error(`--${axis} is one of ${AXES[axis].join(', ')}, not "${given}".`);
  return value;
}

function flags(): string {
  return NAMES.map((name) => `--${name} ${AXES[name].join('|')}`).join(', ');
}
