import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import type { LogsOptions } from 'nestjs-observability';

const ROOT = join(__dirname, '../..');

/** A Nest app that logs seven lines for each request: four at debug, two at info, one at error. */
const APP = `
  require('reflect-metadata');
  const { Controller, Get, Logger } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { ObservabilityModule } = require('nestjs-observability');
  const filler = 'x'.repeat(1800);
  const logger = new Logger('Shop');
  class Shop {
    sell() {
      for (let i = 0; i < 4; i += 1) logger.debug('looked at ' + i + ' ' + filler);
      logger.log('sold');
      logger.error('trouble');
      return 'ok';
    }
    exit() {
      setTimeout(() => process.exit(3), 50);
      return 'bye';
    }
  }
  Controller()(Shop);
  for (const name of ['sell', 'exit']) {
    Get(name)(Shop.prototype, name, Object.getOwnPropertyDescriptor(Shop.prototype, name));
  }
  (async () => {
    const { platform, logs, hasHadChild } = JSON.parse(process.env.CHATTY);
    const imports = [ObservabilityModule.forRoot({ service: { environment: 'production' }, logs, endpoints: { access: 'open' } })];
    const { [platform + 'Adapter']: Adapter } = require('@nestjs/platform-' + platform.toLowerCase());
    const app = await NestFactory.create({ module: class App {}, controllers: [Shop], imports }, new Adapter(), { bufferLogs: true });
    app.enableShutdownHooks();
    await app.listen(0, '127.0.0.1');
    if (hasHadChild) require('node:child_process').spawnSync('true', { stdio: 'inherit' });
    process.send(app.getHttpServer().address().port);
    process.on('message', () => { globalThis.gc(); process.send(process.memoryUsage().heapUsed); });
    process.channel.unref();
  })();
`;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly milliseconds: number;
}

/** How a chatty process is run. */
export interface ChattyOptions {
  readonly platform: string;
  readonly logs: LogsOptions;
  /** What its standard output is: a descriptor, or 'pipe', which is a socket. @default 'ignore' */
  readonly stdout?: number | 'pipe' | 'ignore';
  /** Whether a child of its own has inherited that output, which makes it wait for its reader. @default false */
  readonly hasHadChild?: boolean;
}

/** An app in a process of its own, whose log is more than its outputs can take. */
export class ChattyProcess {
  /** What it said on standard error. */
  stderr = '';
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 20 });
  private readonly ended: Promise<Omit<Ending, 'milliseconds'>>;

  private constructor(
    readonly child: ChildProcess,
    private readonly port: number,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  static async start({ stdout = 'ignore', ...told }: ChattyOptions): Promise<ChattyProcess> {
    const stdio: StdioOptions = ['ignore', stdout, 'pipe', 'ipc'];
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      CHATTY: JSON.stringify({
        ...told,
        logs: { level: 'debug', started: 'silent', ...told.logs },
      }),
    };
    const child = spawn(process.execPath, ['--expose-gc', '-e', APP], { cwd: ROOT, env, stdio });
    let early = '';
    child.stderr?.on('data', (text: Buffer) => (early += text.toString()));
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => resolve(message as number));
      child.once('exit', () => reject(new Error(`The app did not start: ${early}`)));
    });
    const chatty = new ChattyProcess(child, port);
    chatty.stderr = early;
    child.stderr?.on('data', (text: Buffer) => (chatty.stderr += text.toString()));
    return chatty;
  }

  /** Sends so many requests, 20 at a time. @returns how many were answered with 200 */
  async sell(requests: number): Promise<number> {
    let answered = 0;
    const client = async (): Promise<void> => {
      for (let i = 0; i < requests / 20; i += 1) {
        const { status } = await this.ask('/sell');
        if (status === 200) answered += 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, client));
    return answered;
  }

  ask(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const { port, agent } = this;
    return new Promise((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port, path, agent }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.on('error', reject);
    });
  }

  /** How many lines it counts as dropped, by level and reason, `debug stalled`. */
  async dropped(): Promise<Record<string, number>> {
    const { text } = await this.ask('/metrics');
    const series = text.matchAll(
      /^observability_log_lines_dropped_total\{.*level="(\w+)",reason="(\w+)"\} (\d+)$/gm,
    );
    return Object.fromEntries(
      [...series].map(([, level, reason, n]) => [`${level} ${reason}`, Number(n)]),
    );
  }

  /** Bytes of its heap that are in use, after a collection. */
  heap(): Promise<number> {
    return new Promise((resolve) => {
      this.child.once('message', (bytes) => resolve(bytes as number));
      this.child.send('heap');
    });
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    const begun = performance.now();
    this.child.kill(signal);
    this.agent.destroy();
    const ended = await this.ended;
    return { ...ended, milliseconds: performance.now() - begun };
  }

  /** Waits for an end that it comes to by itself. */
  async ending(): Promise<Ending> {
    const begun = performance.now();
    const ended = await this.ended;
    this.agent.destroy();
    return { ...ended, milliseconds: performance.now() - begun };
  }

  kill(): void {
    this.child.kill('SIGKILL');
    this.agent.destroy();
  }
}
