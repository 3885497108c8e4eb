import type { INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import * as SentryNest from '@sentry/nestjs';
import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { eventually } from '../support/eventually';
import { createLeakyApp } from '../support/leaky-app';
import { startLeakyProcess } from '../support/leaky-process';
import { LogRecorder } from '../support/log-recorder';
import { OtlpReceiver } from '../support/otlp-receiver';
import { secretsIn, SECRETS, sendSecrets } from '../support/planted-secrets';
import { listen, platforms } from '../support/platforms';
import { Program } from '../support/program';
import { turnOffRedaction } from '../support/redaction-off';
import { SentryReceiver } from '../support/sentry-receiver';

const PAGES = ['/metrics', '/health', '/health/detail', '/errors', '/info', '/loggers', '/readyz'];
/** What shows nothing of a request even without a redactor. */
const SILENT = new Set(['/metrics', '/info', '/loggers', '/readyz', 'answers']);

/** Everything that left the app, by where it went. */
type Outlets = Record<string, string>;

describe.each(platforms)('secrets of an app on $platform', ({ adapter, platform }) => {
  let otlp: OtlpReceiver;
  let sentry: SentryReceiver;

  beforeAll(async () => {
    [otlp, sentry] = await Promise.all([OtlpReceiver.start(), SentryReceiver.start()]);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await SentryNest.close(2000);
    stopTracing();
    otlp.clear();
    sentry.events.length = 0;
  });
  afterAll(() => Promise.all([otlp.stop(), sentry.stop()]));

  it('appear nowhere: not in logs, events, spans, metrics, the inbox and pages', async () => {
    const outlets = await outletsOf(adapter());

    const found = Object.entries(outlets).map(([outlet, text]) => [outlet, secretsIn(text)]);

    expect(found).toEqual(Object.keys(outlets).map((outlet) => [outlet, []]));
    expect(outlets['logs']).toContain(
      '"path":"/reset/[Redacted]?token=[Redacted]&page=1&filter=%7B',
    );
    expect(outlets['logs']).toContain('no login with password=[Redacted] for [Redacted]');
    expect(outlets['events']).toContain('"https://shop.example"');
    expect(outlets['spans']).toContain('"url.path":"/reset/[Redacted]"');
    expect(outlets['/health/detail']).toContain('mysql://[Redacted]@127.0.0.1:1');
  });

  it('appear in every one of them without the redactor, so that this test can fail', async () => {
    turnOffRedaction();

    const outlets = await outletsOf(adapter());

    const everywhere = Object.values(outlets).join('\n');
    expect(secretsIn(everywhere)).toEqual(Object.keys(SECRETS));
    const blind = Object.entries(outlets).filter(([, text]) => secretsIn(text).length === 0);
    expect(blind.map(([outlet]) => outlet).toSorted()).toEqual([...SILENT].toSorted());
  });

  it('stay out of the standard output of its process', async () => {
    const { program, base } = await startLeakyProcess(platform);
    await sendSecrets(base);
    await sendSecrets(base, 'GET');
    program.child.kill('SIGTERM');

    const { stdout } = await program.ending;

    expect(secretsIn(stdout)).toEqual([]);
    const messages = Program.linesOf(stdout).map(({ message }) => message);
    expect(messages).toContain('unhandled error: password=[Redacted]');
    expect(messages).toContain('no database at postgres://[Redacted]@127.0.0.1:1');
    expect(messages.filter((message) => message === 'request completed')).toHaveLength(2);
  });

  /** Sends the secrets in, and gathers what comes out. */
  async function outletsOf(http: AbstractHttpAdapter): Promise<Outlets> {
    const logs = new LogRecorder();
    const app = await createLeakyApp(http, {
      service: { name: 'leaky', environment: 'test' },
      logs: { level: 'debug', started: 'info', destination: logs, redactPatterns: [/cust-\d+\S*/] },
      errors: { dsn: sentry.dsn },
      traces: { endpoint: otlp.endpoint },
    });
    const base = await listen(app);
    const answers = [await sendSecrets(base), await sendSecrets(base, 'GET')];
    await eventually(() => expect(logs.access.length).toBeGreaterThanOrEqual(2));
    const pages = await pagesOf(base);
    await close(app);
    return {
      ...pages,
      answers: answers.map(({ status }) => status).join(' '),
      logs: JSON.stringify(logs.lines),
      events: JSON.stringify(sentry.events),
      spans: JSON.stringify(otlp.spans),
    };
  }

  async function close(app: INestApplication): Promise<void> {
    await SentryNest.flush(2000);
    await app.close();
    await eventually(() => expect(otlp.spans.length).toBeGreaterThanOrEqual(2));
    await eventually(() => expect(sentry.events.length).toBeGreaterThanOrEqual(2));
  }
});

async function pagesOf(base: string): Promise<Outlets> {
  const texts = PAGES.map(async (page) => [page, await (await fetch(base + page)).text()] as const);
  return Object.fromEntries(await Promise.all(texts));
}
