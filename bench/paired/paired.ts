import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouteName } from '../app/routes';
import { circumstances } from '../harness/circumstances';
import { nodeProgram } from '../harness/node-programs';
import { RESULTS } from '../harness/paths';
import type { Platform } from '../harness/plan';
import { ServerUnderTest } from '../harness/server';
import { Sinks } from '../harness/sinks';
import { VARIANTS } from '../variants/table';
import type { VariantRow } from '../variants/table';
import { measurePair } from './pair';
import type { PairFigure } from './pair';
import { readPairedOptions } from './paired-options';
import type { PairedOptions } from './paired-options';
import { pairedReport } from './paired-report';

/** One process of the paired measurement. */
export interface PairedRun extends PairFigure {
  readonly node: string;
  readonly platform: Platform;
  readonly variant: string;
  readonly route: RouteName;
}

/** Measures what the command line asks for, prints it, and writes the result when it has a name. */
export async function paired(args: readonly string[]): Promise<void> {
  const options = readPairedOptions(args);
  const programs = Object.fromEntries(options.nodes.map((node) => [node, nodeProgram(node)]));
  const begun = circumstances(programs, 'bench:paired');
  const runs = await measure(options, programs);
  for (const line of pairedReport(runs)) process.stdout.write(`${line}\n`);
  if (options.name === undefined) return;
  const file = join(RESULTS, `${options.name}.json`);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ ...begun, settings: options.settings, runs }, undefined, 2)}\n`,
  );
  process.stdout.write(`\nThe result is in ${file}\n`);
}

async function measure(
  { nodes, platforms, variants, routes, processes, settings }: PairedOptions,
  programs: Readonly<Record<string, string>>,
): Promise<PairedRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-paired-'));
  const sinks = await Sinks.start();
  const runs: PairedRun[] = [];
  try {
    for (const { node, platform, variant } of plan(nodes, platforms, variants, processes)) {
      const logFile = join(folder, 'server.log');
      const execPath = programs[node] ?? process.execPath;
      const addresses = sinks.addressesFor(variant.name);
      const server = await ServerUnderTest.start({
        variant,
        platform,
        execPath,
        sinks: addresses,
        logFile,
      });
      for (const route of routes) {
        const run = { node, platform, variant: variant.name, route };
        runs.push({ ...run, ...(await measurePair(server, route, settings)) });
        process.stderr.write(
          `${platform}, Node ${node}, ${variant.name}, ${route}: ${runs.at(-1)!.ratio.toFixed(3)}\n`,
        );
      }
      await server.stop();
    }
  } finally {
    sinks.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return runs;
}

interface Planned {
  readonly node: string;
  readonly platform: Platform;
  readonly variant: VariantRow;
}

/** All variants once before any a second time. */
function plan(
  nodes: readonly string[],
  platforms: readonly Platform[],
  names: readonly string[],
  processes: number,
): Planned[] {
  const rows = VARIANTS.filter(({ name }) => names.includes(name)).map(besideBare);
  return Array.from({ length: processes }).flatMap(() =>
    nodes.flatMap((node) =>
      platforms.flatMap((platform) => rows.map((variant) => ({ node, platform, variant }))),
    ),
  );
}

function besideBare(row: VariantRow): VariantRow {
  return { ...row, env: (sinks) => ({ ...row.env?.(sinks), BENCH_PAIRED: '1' }) };
}
