import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MAIN = join(ROOT, 'libs/observability/dist/cli/main.js');

/** What a command wrote, and how it ended. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** In milliseconds. */
  readonly ms: number;
}

/** The built command `nestjs-observability` in a process of its own, without a terminal. */
export class Command {
  readonly outcome: Promise<CommandOutcome>;

  private constructor(readonly child: ChildProcess) {
    const startedAt = performance.now();
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    this.outcome = new Promise((resolve) => {
      child.once('close', (code) =>
        resolve({ code, stdout, stderr, ms: performance.now() - startedAt }),
      );
    });
  }

  static start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
    return Command.of(process.execPath, [MAIN, ...args], env);
  }

  static run(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<CommandOutcome> {
    return Command.start(args, env).outcome;
  }

  /** In a terminal of that many columns; what it writes is one text, with the terminal's line ends. */
  static inTerminal(
    columns: number,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<CommandOutcome> {
    const line = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
    const script = `stty cols ${columns} rows 50; exec ${line}`;
    return Command.of('script', ['-qec', script, '/dev/null'], { TERM: 'xterm', ...env }).outcome;
  }

  /** With a reader that reads nothing; the code is the command's. */
  static intoClosedPipe(args: readonly string[]): Promise<CommandOutcome> {
    const line = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
    return Command.of('bash', ['-c', `${line} | true; exit "\${PIPESTATUS[0]}"`], {}).outcome;
  }

  private static of(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Command {
    const { PATH = '', HOME = '' } = process.env;
    const options = { cwd: ROOT, env: { PATH, HOME, LC_ALL: 'C.UTF-8', ...env } };
    return new Command(
      spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }
}
