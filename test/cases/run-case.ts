import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Case, Platform, Variables } from './case';
import { Printed } from './printed';

/** Where `npm run cases` put the inputs, their packages and the packed library. */
const INSTALLED = join(__dirname, '../../.cache/cases');
const MAX_RUN_MS = 90_000;
const lastExclusive = new Map<string, Promise<unknown>>();

/** Runs a scenario in a process of its own; what it printed. */
export function runCase(subject: Case, platform: Platform, way: Variables): Promise<Printed> {
  const begin = () => runScenario(subject.scenario, { P: platform, ...way });
  if (!subject.isExclusive) return begin();
  const before = lastExclusive.get(subject.scenario) ?? Promise.resolve();
  const run = before.then(begin, begin);
  lastExclusive.set(subject.scenario, run);
  return run;
}

async function runScenario(scenario: string, variables: Variables): Promise<Printed> {
  const child = spawn(process.execPath, ['run.cjs', `scenarios/${scenario}`], {
    cwd: INSTALLED,
    // In development the endpoints are open. Nothing else of this process's environment matters.
    env: { PATH: process.env['PATH'], NODE_ENV: 'development', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_RUN_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const end = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(`${signal ?? code}`));
  });
  if (end !== '0') throw new Error(`${scenario} ended with ${end}:\n${stdout}\n${stderr}`);
  return new Printed(stdout);
}
