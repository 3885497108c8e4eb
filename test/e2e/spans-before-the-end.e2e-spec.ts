import { OtlpReceiver } from '../support/otlp-receiver';
import { Program } from '../support/program';
import type { Ending } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

/** The last spans say what the app did when it crashed; the queue holds them for five seconds. */
const PROGRAM = `
  require('nestjs-observability/register');
  const { trace } = require('@opentelemetry/api');
  trace.getTracer('shop').startSpan('last order').end();
  setTimeout(fail, 20);
`;

describe('the spans of a process that ends', () => {
  let collector: OtlpReceiver;
  let sentry: SentryReceiver;

  beforeEach(async () => {
    collector = await OtlpReceiver.start();
    sentry = await SentryReceiver.start();
  });
  afterEach(async () => {
    await collector.stop();
    await sentry.stop();
  });

  it.each([
    ['crashes', `function fail() { throw new Error('boom'); }`, 1],
    ['is ended by process.exit', `function fail() { process.exit(3); }`, 3],
  ])('leave it when it %s', async (_case, text, exitCode) => {
    const { code } = await run(text);

    expect(code).toBe(exitCode);
    expect(collector.spans.map(({ name }) => name)).toEqual(['last order']);
  });

  it('and its error wait for a collector that hangs two seconds together', async () => {
    collector.mood = 'hangs';

    const { code, ms } = await run(`function fail() { throw new Error('boom'); }`);

    expect([code, sentry.messages]).toEqual([1, ['boom']]);
    expect(ms).toBeLessThan(8000);
  });

  function run(text: string): Promise<Ending> {
    const env = { SENTRY_DSN: sentry.dsn, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.endpoint };
    return Program.run(`${PROGRAM}${text}`, env);
  }
});
