import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { colours } from '../report/colour';
import { report } from '../report/report';
import { drawCharts } from './charts';
import { circumstances } from './circumstances';
import { nodeProgram } from './node-programs';
import { readOptions } from './options';
import type { Options } from './options';
import { plan } from './plan';
import type { Round } from './plan';
import { Progress } from './progress';
import { readResult, writeResult } from './result';
import type { Result } from './result';
import { RoundRunner } from './round';
import { Sinks } from './sinks';

const screen = {
  isTerminal: process.stdout.isTTY,
  write: (text: string): void => void process.stdout.write(text),
};

/** The whole benchmark: measures what the command line asks for, writes the result, and prints it. */
export async function bench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.chart !== undefined) {
    screen.write(`${drawCharts(options.chart).join('\n')}\n`);
    return;
  }
  const begun = options.isResumed ? readResult(options.file) : begin(options);
  const result = await measure(begun, options.file);
  for (const line of report(result, colours(screen.isTerminal))) screen.write(`${line}\n`);
  screen.write(`\nThe result is in ${options.file}\n`);
}

function begin({ matrix, task }: Options): Result {
  const programs = Object.fromEntries(matrix.nodes.map((node) => [node, nodeProgram(node)]));
  return { ...circumstances(programs), matrix, task, failures: [], runs: [] };
}

/** Measures the rounds that the result does not have yet; it is written after each. */
async function measure(begun: Result, file: string): Promise<Result> {
  const missing = plan(begun.matrix).filter((round) => !begun.runs.some((run) => isOf(run, round)));
  const progress = new Progress(missing.length, colours(screen.isTerminal), screen);
  const sinks = await Sinks.start();
  const surroundings = { sinks, progress, logFolder: makeLogFolder() };
  let result = begun;
  try {
    for (const round of missing) {
      const { runs, failures } = await new RoundRunner(round, begun.task, surroundings).run();
      result = {
        ...result,
        failures: [...result.failures, ...failures],
        runs: [...result.runs, ...runs],
      };
      writeResult(file, result);
      progress.finished(round);
    }
  } finally {
    sinks.stop();
  }
  return result;
}

/** A folder that is gone with the process, when it is interrupted too. */
function makeLogFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

function isOf(run: Omit<Round, 'variants'>, { node, platform, round }: Round): boolean {
  return run.node === node && run.platform === platform && run.round === round;
}
