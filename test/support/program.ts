import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LIMIT_MS = 20_000;
/** Nobody waits for its end: the test stops it. */
const LONG_MS = 180_000;

/** What a program said and how it ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it ran, in milliseconds. */
  readonly ms: number;
}

/** A program in a process of its own, given as text; `nestjs-observability` there is the built library. */
export class Program {
  private stdout = '';
  private stderr = '';
  private readonly startedAt = performance.now();
  /** Its end; one that runs for too long is killed. */
  readonly ending: Promise<Ending>;

  private constructor(
    readonly child: ChildProcess,
    limitMs: number,
  ) {
    child.stdout?.on('data', (bytes: Buffer) => (this.stdout += bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => (this.stderr += bytes.toString()));
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs).unref();
    this.ending = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        clearTimeout(limit);
        const { stdout, stderr, startedAt } = this;
        resolve({ code, signal, stdout, stderr, ms: performance.now() - startedAt });
      });
    });
  }

  /** @param options of Node, before the program */
  static start(
    text: string,
    env: Record<string, string> = {},
    options: string[] = [],
    limitMs = LONG_MS,
  ): Program {
    const { NODE_OPTIONS: _unwanted, ...inherited } = process.env;
    const child = spawn(process.execPath, [...options, '-e', text], {
      cwd: ROOT,
      env: { ...inherited, NODE_ENV: 'test', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Program(child, limitMs);
  }

  /** Runs it to its end, 20 seconds at most. */
  static run(text: string, env?: Record<string, string>, options?: string[]): Promise<Ending> {
    return Program.start(text, env, options, LIMIT_MS).ending;
  }

  /** What it has said on standard output so far. */
  get said(): string {
    return this.stdout;
  }

  /** The lines of JSON that it logged. */
  static linesOf(stdout: string): Record<string, unknown>[] {
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
