import { parseArgs } from 'node:util';
import { FINE_ROUTES } from '../app/routes';
import type { RouteName } from '../app/routes';
import type { Platform } from '../harness/plan';
import { OURS } from '../variants/ours-steps';
import type { PairSettings } from './pair';

/** What the command line asks for. */
export interface PairedOptions {
  readonly nodes: readonly string[];
  readonly platforms: readonly Platform[];
  readonly variants: readonly string[];
  readonly routes: readonly RouteName[];
  /** Processes for each variant; the median of them counts. */
  readonly processes: number;
  readonly settings: PairSettings;
  /** The name of the result; none is written without. */
  readonly name: string | undefined;
}

/** 25 s for each process and route. */
const SETTINGS: PairSettings = { connections: 16, warmUpMs: 6000, windowMs: 150, pairs: 50 };

const FLAGS = {
  node: { type: 'string', default: '20,24' },
  platform: { type: 'string', default: 'express,fastify' },
  variants: { type: 'string', default: Object.keys(OURS).join(',') },
  routes: { type: 'string', default: 'hello' },
  processes: { type: 'string', default: '3' },
  pairs: { type: 'string', default: String(SETTINGS.pairs) },
  name: { type: 'string' },
  // Obeyed by prepare.mjs, before this is compiled.
  'no-build': { type: 'boolean' },
} as const;

/** Reads the command line. @throws Error that names what it does not know */
export function readPairedOptions(args: readonly string[]): PairedOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    nodes: values.node.split(','),
    platforms: chosen('platform', values.platform, ['express', 'fastify'] as const),
    variants: chosen('variants', values.variants, Object.keys(OURS)),
    routes: chosen('routes', values.routes, FINE_ROUTES),
    processes: Number(values.processes),
    settings: { ...SETTINGS, pairs: Number(values.pairs) },
    name: values.name,
  };
}

function chosen<T extends string>(flag: string, given: string, known: readonly T[]): T[] {
  const wanted = given.split(',');
  const unknown = wanted.find((name) => !known.includes(name as T));
  if (unknown !== undefined) {
    throw new Error(`--${flag}: there is no ${unknown}, but ${known.join(', ')}.`);
  }
  return known.filter((name) => wanted.includes(name));
}
