import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Circumstances } from './circumstances';
import type { Task } from './task';
import type { Matrix } from './plan';
import type { Run } from './run';

/** A variant that could not be measured. */
export interface Failure {
  readonly node: string;
  readonly platform: string;
  readonly round: number;
  readonly variant: string;
  readonly reason: string;
}

/** What stands in a result file. */
export interface Result extends Circumstances {
  readonly matrix: Matrix;
  readonly task: Task;
  readonly failures: readonly Failure[];
  readonly runs: readonly Run[];
}

/** Reads a result. @throws Error that says so when there is none */
export function readResult(file: string): Result {
  if (!existsSync(file)) throw new Error(`There is no result ${file}.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Result;
}

/** Writes a result, one line for each process, in one go: an interruption leaves the old one. */
export function writeResult(file: string, { runs, ...head }: Result): void {
  const lines = runs.map((run) => `    ${JSON.stringify(run, rounded)}`).join(',\n');
  const top = JSON.stringify(head, undefined, 2).slice(0, -2);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, `${top},\n  "runs": [\n${lines}\n  ]\n}\n`);
  renameSync(`${file}.part`, file);
}

/** Five digits are more than any figure here is worth. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(5))
    : value;
}
