import { spawn } from 'node:child_process';

const LIMIT_MS = 300_000;

/** How a command ended, and what it wrote on both outputs. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end; one that cannot start or lasts too long has no exit code. */
export function runToEnd(
  program: string,
  args: readonly string[],
  { cwd = process.cwd() }: { cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(program, args, { cwd, timeout: LIMIT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: null, output: message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
