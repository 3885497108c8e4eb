import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Environment } from './environment';

/** Where build machines and platforms put the commit, in the order in which they are read. */
const VARIABLES = [
  'GIT_COMMIT',
  'COMMIT_SHA',
  'SOURCE_COMMIT',
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'VERCEL_GIT_COMMIT_SHA',
  'RENDER_GIT_COMMIT',
];
const COMMIT = /^[0-9a-f]{7,64}$/;

/** The commit that runs: from the environment, else from the folder where the app was started; it may not be known. */
export function readCommit(env: Environment, folder = process.cwd()): string | undefined {
  const configured = VARIABLES.map((name) => env[name]?.toLowerCase()).find(isCommit);
  return configured ?? headOf(join(folder, '.git'));
}

/** What is checked out: `HEAD` names a branch, whose commit stands in a file of its own or among the packed ones. */
function headOf(git: string): string | undefined {
  const head = read(join(git, 'HEAD')).trim();
  if (isCommit(head)) return head;
  const branch = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  if (branch === undefined || branch.includes('..')) return undefined;
  const own = read(join(git, branch)).trim();
  const packed = (): string | undefined =>
    read(join(git, 'packed-refs'))
      .split('\n')
      .find((line) => line.endsWith(` ${branch}`))
      ?.split(' ')[0];
  return [own, packed()].find(isCommit);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // There is no repository where the app runs, mostly.
    return '';
  }
}

function isCommit(text: string | undefined): text is string {
  return text !== undefined && COMMIT.test(text);
}
