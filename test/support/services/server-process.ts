import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 15_000;
const ASK_EVERY_MS = 20;

/** How a server is run. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly uid?: number;
  readonly cwd?: string;
  /** All of its environment. @default the test's own */
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take until it listens, in milliseconds. @default 15000 */
  readonly startLimitMs?: number;
  /** The signal that stops it soon and in order. */
  readonly stopSignal: NodeJS.Signals;
}

/** A private server that a test can stop, kill, pause and start again; it ends with the test run. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private readonly endWithRunner = (): void => void this.child?.kill('SIGKILL');

  constructor(protected readonly server: ServerCommand) {}

  get isRunning(): boolean {
    const { child } = this;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  async start(): Promise<void> {
    const { command, args, uid, cwd, env } = this.server;
    this.child = spawn(command, args, { stdio: 'ignore', uid, gid: uid, cwd, env });
    process.once('exit', this.endWithRunner);
    await this.untilListening();
  }

  stop(): Promise<void> {
    return this.end(this.server.stopSignal);
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** It accepts connections and answers nothing; nor do the processes that it made for clients. */
  pause(): void {
    for (const id of this.ids()) process.kill(id, 'SIGSTOP');
  }

  resume(): void {
    for (const id of this.ids()) process.kill(id, 'SIGCONT');
  }

  private ids(): number[] {
    const id = this.child?.pid;
    if (id === undefined || !this.isRunning) return [];
    const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim();
    return [id, ...children.split(' ').filter(Boolean).map(Number)];
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
    process.removeListener('exit', this.endWithRunner);
  }

  private async untilListening(): Promise<void> {
    const until = performance.now() + (this.server.startLimitMs ?? START_LIMIT_MS);
    while (!(await accepts(this.server.port))) {
      if (performance.now() > until || this.child?.exitCode !== null) {
        throw new Error(`${this.server.command} does not listen on ${this.server.port}`);
      }
      await sleep(ASK_EVERY_MS);
    }
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
