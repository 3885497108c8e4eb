import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationOptions, ObservabilityOptions } from 'nestjs-observability';
import { LOG_FORMATS } from '../../libs/observability/src/signals/logs/formats/format';
import { mailTextOf } from './mail-text';
import { OtlpReceiver } from './otlp-receiver';
import { SentryReceiver } from './sentry-receiver';
import { SmtpReceiver } from './smtp-receiver';
import { SyslogReceiver } from './syslog-receiver';

/** What the library writes to outside of its process, pages apart. */
export const SINKS = [...LOG_FORMATS, 'file', 'syslog', 'mail', 'events', 'spans'] as const;
export type Sink = (typeof SINKS)[number];

const NO_LIMIT = 1_000_000;

/** One of each sink that the library knows, at work. */
export class Sinks {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sinks-'));
  private readonly lines = new Map<string, string[]>();
  private files = 0;

  private constructor(
    private readonly sentry: SentryReceiver,
    private readonly otlp: OtlpReceiver,
    private readonly smtp: SmtpReceiver,
    private readonly syslog: SyslogReceiver,
  ) {}

  static async start(): Promise<Sinks> {
    const all = [
      SentryReceiver.start(),
      OtlpReceiver.start(),
      SmtpReceiver.start(),
      SyslogReceiver.start(),
    ] as const;
    return new Sinks(...(await Promise.all(all)));
  }

  /** What makes an app write to all of them, without limits on how much. */
  options(): ObservabilityOptions {
    this.files += 1;
    return {
      // No mails go out of an environment called test.
      service: { name: 'cargo', environment: 'staging' },
      logs: { level: 'debug', destinations: this.destinations() },
      errors: {
        dsn: this.sentry.dsn,
        inbox: 1000,
        repeatsPerSecond: NO_LIMIT,
        maxEventsPerSecond: NO_LIMIT,
        maxEventsPerSecondPerTransaction: NO_LIMIT,
      },
      traces: { endpoint: this.otlp.endpoint },
      endpoints: { access: 'open' },
    };
  }

  /** What has arrived since the start or the last {@link clear}. */
  text(sink: Sink): string {
    switch (sink) {
      case 'file':
        return readFileSync(this.path, 'utf8');
      case 'syslog':
        return this.syslog.text;
      case 'mail':
        return this.smtp.mails.map(({ source }) => mailTextOf(source)).join('\n');
      case 'events':
        return JSON.stringify([this.sentry.events, this.sentry.others]);
      case 'spans':
        return JSON.stringify(this.otlp.spans);
      default:
        return (this.lines.get(sink) ?? []).join('');
    }
  }

  clear(): void {
    this.lines.clear();
    this.syslog.clear();
    this.smtp.mails.length = 0;
    this.sentry.events.length = 0;
    this.sentry.others.length = 0;
    this.otlp.clear();
  }

  async stop(): Promise<void> {
    const { sentry, otlp, smtp, syslog } = this;
    await Promise.all([sentry.stop(), otlp.stop(), smtp.stop(), syslog.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get path(): string {
    return join(this.folder, `app-${this.files}.log`);
  }

  private destinations(): Record<string, DestinationOptions> {
    const kept = LOG_FORMATS.map((format) => {
      const lines: string[] = [];
      this.lines.set(format, lines);
      const to = { write: (line: string) => void lines.push(line) };
      return [format, { type: 'custom' as const, format, to }] as const;
    });
    return {
      ...Object.fromEntries(kept),
      file: { type: 'file', path: this.path },
      syslog: { type: 'syslog', protocol: 'tcp', port: this.syslog.port },
      mail: {
        type: 'email',
        from: 'shop@shop.example',
        to: ['ops@shop.example'],
        smtp: `smtp://shop:hunter2@127.0.0.1:${this.smtp.port}`,
        minIntervalMs: 1000,
      },
    };
  }
}
