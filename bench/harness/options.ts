import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FINE_ROUTES } from '../app/routes';
import { QUICK_VARIANTS, VARIANTS } from '../variants/table';
import { RESULTS, SCRATCH } from './paths';
import type { Matrix, Platform } from './plan';
import { FULL, PHASES, QUICK } from './settings';
import type { Phase } from './settings';
import type { Task } from './task';

/** What the command line asks for. */
export interface Options {
  readonly matrix: Matrix;
  readonly task: Task;
  /** The result file. */
  readonly file: string;
  /** Whether to go on with the result that is there. */
  readonly isResumed: boolean;
  /** A result to draw, instead of measuring. */
  readonly chart: string | undefined;
}

/** What is measured unless a flag says otherwise. */
interface Form {
  /** The result, when it is given no name. */
  readonly file: string;
  readonly nodes: readonly string[];
  readonly platforms: readonly Platform[];
  readonly variants: readonly string[];
  readonly rounds: number;
  readonly phases: readonly Phase[];
  readonly settings: Task['settings'];
}

const PLATFORMS: readonly Platform[] = ['express', 'fastify'];
const NAMES = VARIANTS.map(({ name }) => name);

const FULL_FORM: Form = {
  file: join(RESULTS, 'latest.json'),
  nodes: ['20', '24'],
  platforms: PLATFORMS,
  variants: NAMES,
  rounds: 3,
  phases: PHASES,
  settings: FULL,
};

const QUICK_FORM: Form = {
  file: join(SCRATCH, 'quick.json'),
  nodes: [process.versions.node.split('.')[0] ?? '20'],
  platforms: ['express'],
  variants: QUICK_VARIANTS,
  rounds: 2,
  phases: ['cpu', 'latency', 'fail'],
  settings: QUICK,
};

const FLAGS = {
  quick: { type: 'boolean', default: false },
  node: { type: 'string' },
  platform: { type: 'string' },
  variants: { type: 'string' },
  rounds: { type: 'string' },
  routes: { type: 'string' },
  only: { type: 'string' },
  name: { type: 'string' },
  resume: { type: 'boolean', default: false },
  chart: { type: 'string' },
  // Obeyed by prepare.mjs, before this is compiled.
  'no-build': { type: 'boolean' },
} as const;

/** Reads the command line. @throws Error that names what it does not know */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const form = values.quick ? QUICK_FORM : FULL_FORM;
  const phases = chosen('only', values.only, PHASES) ?? form.phases;
  return {
    matrix: {
      nodes: values.node?.split(',') ?? form.nodes,
      platforms: chosen('platform', values.platform, PLATFORMS) ?? form.platforms,
      variants: chosen('variants', values.variants, NAMES) ?? form.variants,
      rounds: Number(values.rounds ?? form.rounds),
    },
    task: {
      phases: PHASES.filter((phase) => phases.includes(phase)),
      routes: chosen('routes', values.routes, FINE_ROUTES) ?? FINE_ROUTES,
      settings: form.settings,
    },
    file: values.name ? join(RESULTS, `${values.name}.json`) : form.file,
    isResumed: values.resume,
    chart: values.chart === undefined ? undefined : resolve(values.chart),
  };
}

/** The values of a list on the command line; undefined when it is not given. */
function chosen<T extends string>(
  flag: string,
  given: string | undefined,
  known: readonly T[],
): T[] | undefined {
  return given?.split(',').map((value) => {
    const found = known.find((one) => one === value);
    if (found) return found;
    throw new Error(`--${flag} does not know "${value}". It knows ${known.join(', ')}.`);
  });
}
