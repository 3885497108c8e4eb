import type { INestApplicationContext } from '@nestjs/common';
import { MetricsRegistry } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from './log-recorder';
import type { LogLine } from './log-recorder';
import { parseMetrics } from './metrics-page';
import type { Sample } from './metrics-page';
import type { SentryReceiver } from './sentry-receiver';

/** What an app tells: its lines, its metrics, and its errors as Sentry gets them. */
export class ReportedSignals {
  readonly logs = new LogRecorder();

  constructor(private readonly sentry: SentryReceiver) {}

  get options(): ObservabilityOptions {
    const { logs, sentry } = this;
    return {
      logs: { destination: logs, level: 'debug' },
      errors: { dsn: sentry.dsn, repeatsPerSecond: 1_000_000 },
    };
  }

  /** Error lines: what was unexpected has one, and none by the framework besides. */
  get errors(): LogLine[] {
    return this.logs.lines.filter(
      ({ level, message }) =>
        (level === 'error' || level === 'fatal') && message !== 'request completed',
    );
  }

  clear(): void {
    this.logs.clear();
    this.sentry.events.length = 0;
  }

  /** The events so far, as message and transaction. */
  get events(): [message: string | undefined, transaction: string | undefined][] {
    return this.sentry.events.map(({ exception, transaction }) => [
      exception?.values?.at(-1)?.value,
      transaction,
    ]);
  }

  async metric(app: INestApplicationContext, name: string): Promise<Sample[]> {
    const page = await app.get(MetricsRegistry, { strict: false }).exposition();
    return parseMetrics(page.toString()).filter((sample) => sample.name === name);
  }
}
