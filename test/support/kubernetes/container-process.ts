import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** How a container's process ended. */
export interface ContainerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How long it took from SIGTERM on, in milliseconds. */
  readonly ms: number;
  /** Whether its grace was over, so that it was killed. */
  readonly wasKilled: boolean;
}

/** What a container runs. */
export interface ContainerCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A process that is told to end as the kubelet does it: SIGTERM, a grace, SIGKILL. */
export class ContainerProcess {
  /** What it wrote so far. */
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly endWithRunner = (): void => void this.child.kill('SIGKILL');

  constructor({ args, env, cwd }: ContainerCommand) {
    const [, ...rest] = args;
    this.child = spawn(process.execPath, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (bytes: Buffer) => (this.output += bytes.toString()));
    }
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    process.once('exit', this.endWithRunner);
  }

  async end(graceSeconds: number): Promise<ContainerEnd> {
    const startedAt = performance.now();
    let wasKilled = false;
    this.child.kill('SIGTERM');
    const grace = setTimeout(() => {
      wasKilled = true;
      this.child.kill('SIGKILL');
    }, graceSeconds * 1000);
    await this.ended;
    clearTimeout(grace);
    process.removeListener('exit', this.endWithRunner);
    const { exitCode: code, signalCode: signal } = this.child;
    return { code, signal, wasKilled, ms: performance.now() - startedAt };
  }
}
