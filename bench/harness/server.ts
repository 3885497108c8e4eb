import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Answer, Question, Ready } from '../app/harness-link';
import type { Platform } from './plan';
import type { VariantRow } from '../variants/table';
import type { SinkAddresses } from '../variants/ours-steps';
import { DIST } from './paths';

/** What a scrape has to bring in production. */
export const SCRAPE_TOKEN = 'bench-scrape-token';

/** Everything that one process is started with. */
export interface ServerParts {
  readonly variant: VariantRow;
  readonly platform: Platform;
  /** The node program. */
  readonly execPath: string;
  readonly sinks: SinkAddresses;
  /** Where its standard output and error go. */
  readonly logFile: string;
}

/** A variant that has not said that it listens by then, in milliseconds, never will. */
const START_LIMIT_MS = 60_000;

/** One variant of the app in a fresh process. */
export class ServerUnderTest {
  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: AbortSignal,
    readonly port: number,
    /** Where the bare app beside it listens. */
    readonly barePort: number | undefined,
    /** From the start of the process until it listens, in milliseconds. */
    readonly startMs: number,
  ) {}

  /** @throws Error with what the server's output says when it does not start */
  static async start(parts: ServerParts): Promise<ServerUnderTest> {
    const begin = performance.now();
    const child = launch(parts);
    const exit = new AbortController();
    child.once('exit', () => exit.abort());
    const signal = AbortSignal.any([exit.signal, AbortSignal.timeout(START_LIMIT_MS)]);
    try {
      const [{ port, barePort }] = (await once(child, 'message', { signal })) as [Ready];
      const startMs = performance.now() - begin;
      return new ServerUnderTest(child, exit.signal, port, barePort, startMs);
    } catch (cause) {
      child.kill('SIGKILL');
      throw new Error(`it did not start: ${reasonIn(parts.logFile)}`, { cause });
    }
  }

  /** @throws AbortError when the server has gone away */
  async ask(question: Question): Promise<Answer> {
    const answer = once(this.child, 'message', { signal: this.exited });
    this.child.send(question);
    const [first] = (await answer) as [Answer];
    return first;
  }

  async stop(): Promise<void> {
    if (this.exited.aborted) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}

function launch({ variant, platform, execPath, sinks, logFile }: ServerParts): ChildProcess {
  const { name, file, preload, env } = variant;
  const log = openSync(logFile, 'w');
  const child = fork(join(DIST, `variants/${file}.js`), {
    execPath,
    execArgv: preload ? ['--require', preloadPath(preload)] : [],
    // A file takes every byte, as a container's runtime does, and never pushes back as a pipe can.
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      OBSERVABILITY_TOKEN: SCRAPE_TOKEN,
      BENCH_VARIANT: name,
      BENCH_PLATFORM: platform,
      BENCH_SENTRY_DSN: sinks.dsn,
      ...env?.(sinks),
    },
  });
  closeSync(log);
  return child;
}

const requireHere = createRequire(__filename);

function preloadPath(preload: string): string {
  const isPackage = preload.startsWith('@');
  return isPackage ? requireHere.resolve(preload) : join(DIST, `preload/${preload}.js`);
}

/** The first line that speaks of an error, else the last one. */
function reasonIn(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
