import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OtlpReceiver } from './otlp-receiver';
import { SentryReceiver } from './sentry-receiver';
import { freePort } from './services/free-port';
import { SmtpReceiver } from './smtp-receiver';
import { untilReady } from './eventually';

const START_LIMIT_MS = 20_000;
const TOKEN = 'a-token-of-the-tea-room-0123456789';

/** The app of `peers-app.cjs` in a project that has the packed library, with all that it sends to. */
export class TeaRoom {
  /** What it says on both outputs. */
  said = '';

  private constructor(
    readonly base: string,
    private readonly process: ChildProcess,
    private readonly file: string,
    readonly sentry: SentryReceiver,
    readonly otlp: OtlpReceiver,
    readonly smtp: SmtpReceiver,
  ) {
    const listen = (chunk: Buffer): void => void (this.said += chunk.toString());
    process.stdout?.on('data', listen);
    process.stderr?.on('data', listen);
  }

  static async start(project: string): Promise<TeaRoom> {
    copyFileSync(join(__dirname, 'peers-app.cjs'), join(project, 'app.cjs'));
    return TeaRoom.open(project);
  }

  /** Starts the `app.cjs` of a folder. */
  static async open(folder: string, env: Record<string, string> = {}): Promise<TeaRoom> {
    const [sentry, otlp, smtp, port] = await Promise.all([
      SentryReceiver.start(),
      OtlpReceiver.start(),
      SmtpReceiver.start(),
      freePort(),
    ]);
    const file = join(folder, 'logs/tea.log');
    const { NODE_OPTIONS: _unwanted, ...inherited } = process.env;
    const child = spawn(process.execPath, ['app.cjs'], {
      cwd: folder,
      env: {
        ...inherited,
        NODE_ENV: 'production',
        PORT: String(port),
        SMTP_PORT: String(smtp.port),
        LOG_FILE: file,
        SENTRY_DSN: sentry.dsn,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: otlp.endpoint,
        OTEL_BSP_SCHEDULE_DELAY: '100',
        OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '100',
        OBSERVABILITY_TOKEN: TOKEN,
        ...env,
      },
    });
    const room = new TeaRoom(`http://127.0.0.1:${port}`, child, file, sentry, otlp, smtp);
    await untilReady(room.base, START_LIMIT_MS).catch((error: unknown) => {
      throw new Error(`The app does not start: ${room.said}`, { cause: error });
    });
    return room;
  }

  get(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: { authorization: `Bearer ${TOKEN}` } });
  }

  /** What stands in its log files, the rotated one first. */
  get text(): string {
    return textOf(`${this.file}.1`) + textOf(this.file);
  }

  get lines(): Record<string, unknown>[] {
    return linesOf(this.text);
  }

  /** The lines that a thread of pino has written. */
  get threadLines(): Record<string, unknown>[] {
    return linesOf(textOf(`${this.file}.thread`));
  }

  get hasRotated(): boolean {
    return existsSync(`${this.file}.1`);
  }

  async stop(): Promise<void> {
    this.process.kill('SIGKILL');
    await Promise.all([this.sentry.stop(), this.otlp.stop(), this.smtp.stop()]);
  }
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function linesOf(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
