import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { OtlpReceiver } from '../../support/otlp-receiver';
import { SentryReceiver } from '../../support/sentry-receiver';
import type { Cell } from './cells';
import { ANSWERS, LISTENS } from './judge';
import type { Answer, Evidence } from './judge';

const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 40_000;
const ANSWER_LIMIT_MS = 20_000;
const TOKEN = 'kX83hfQpW0zmB7vRt5LcYd2s';

/** The app of a cell. */
export interface Start {
  /** The program of Node. */
  readonly node: string;
  /** The app's file. */
  readonly file: string;
  readonly cwd: string;
  readonly cell: Pick<Cell, 'platform' | 'otel' | 'sentry'>;
}

/** Starts an app, requests each of its routes once, ends it, and returns what it has shown. */
export async function runCell({ node, file, cwd, cell }: Start): Promise<Evidence> {
  const sentry = await SentryReceiver.start();
  const otlp = await OtlpReceiver.start();
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PLATFORM: cell.platform,
    OBSERVABILITY_TOKEN: TOKEN,
    ...(cell.sentry === 'none' ? {} : { SENTRY_DSN: sentry.dsn }),
    ...(cell.otel === 'none' ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${otlp.host}` }),
  };
  const app = new App(spawn(node, [file], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  try {
    const requested = await requestAll(await app.address());
    const end = await app.stop();
    const { stdout, stderr } = app;
    return { ...requested, stdout, stderr, end, events: sentry.messages, spans: otlp.spans };
  } catch (error) {
    app.kill();
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`${cause}\n${app.stdout}\n${app.stderr}`.trim(), { cause: error });
  } finally {
    await Promise.all([sentry.stop(), otlp.stop()]);
  }
}

async function requestAll(
  base: string,
): Promise<Pick<Evidence, 'answers' | 'live' | 'exposition'>> {
  const answers: Answer[] = [];
  for (const { path } of ANSWERS) answers.push(await answerOf(base, path));
  const { status: live } = await answerOf(base, '/livez');
  const { body: exposition } = await answerOf(base, '/metrics');
  return { answers, live, exposition };
}

async function answerOf(base: string, path: string): Promise<Answer> {
  const response = await fetch(base + path, {
    headers: { authorization: `Bearer ${TOKEN}` },
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  return {
    path,
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    requestId: response.headers.get('x-request-id') ?? '',
    body: await response.text(),
  };
}

/** An app's process. */
class App {
  stdout = '';
  stderr = '';
  private hasEnded = false;
  private readonly end: Promise<string>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.end = new Promise((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('close', (code, signal) => resolve(signal ?? String(code)));
    });
    void this.end.then(() => (this.hasEnded = true));
  }

  /** Where it listens. */
  async address(): Promise<string> {
    const until = Date.now() + START_LIMIT_MS;
    for (;;) {
      const [, address] = new RegExp(`^${LISTENS}(\\S+)$`, 'm').exec(this.stdout) ?? [];
      if (address) return address;
      if (this.hasEnded) throw new Error(`the start ends with ${await this.end}`);
      if (Date.now() > until) throw new Error(`it does not listen within ${START_LIMIT_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends it by SIGTERM, and waits. */
  async stop(): Promise<string | undefined> {
    this.child.kill('SIGTERM');
    const limit = new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), END_LIMIT_MS).unref();
    });
    const end = await Promise.race([this.end, limit]);
    if (end === undefined) this.kill();
    return end;
  }

  kill(): void {
    if (!this.hasEnded) this.child.kill('SIGKILL');
  }
}
