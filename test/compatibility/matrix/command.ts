import { spawn } from 'node:child_process';

const TIMEOUT_MS = 300_000;
const ERROR = /\berr(or)?\b|ERR_|\bE[A-Z]{4,}\b/i;
/** Lines of an error that say less than the next one. */
const HEADING = /^npm error code /;

/** What a command wrote on both outputs, and how it failed. */
export interface CommandResult {
  readonly output: string;
  /** One line; nothing where it succeeded. */
  readonly failure: string | undefined;
}

/** Runs a command to its end. It fails by an exit code other than 0, by a signal, and where it cannot start. */
export function runToEnd(
  program: string,
  args: readonly string[],
  { cwd = process.cwd(), timeoutMs = TIMEOUT_MS }: { cwd?: string; timeoutMs?: number } = {},
): Promise<CommandResult> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill(), timeoutMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise<CommandResult>((resolve) => {
    child.once('error', ({ message }) => resolve({ output, failure: message }));
    child.once('close', (code, signal) => {
      const bySignal = child.killed ? `timed out after ${timeoutMs} ms` : `ended by ${signal}`;
      resolve({ output, failure: signal ? bySignal : failureOf(code, output) });
    });
  }).finally(() => clearTimeout(timer));
}

function failureOf(code: number | null, output: string): string | undefined {
  return code === 0 ? undefined : (firstErrorLine(output) ?? `exit code ${code}`);
}

/** The first line that names an error, else the first line. */
function firstErrorLine(output: string): string | undefined {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !HEADING.test(line));
  return telling.find((line) => ERROR.test(line)) ?? telling[0];
}
