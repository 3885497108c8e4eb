import { eventually } from '../support/eventually';
import { Program } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const ERRORS = 2000;
const LATENCY_MS = 100;

/** Errors are captured by Sentry's own function: what differs is the transport. */
const CAPTURES = `
  const capture = (i) => Sentry.captureException(new Error('failure ' + i));
  process.on('message', async ({ perSecond }) => {
    const begin = performance.now();
    let made = 0;
    const makeUntil = (count) => { while (made < Math.min(count, ${ERRORS})) capture(made++); };
    while (made < ${ERRORS}) {
      makeUntil(perSecond ? ((performance.now() - begin) * perSecond) / 1000 : ${ERRORS});
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    process.send('made');
  });
  process.send('ready');
`;

/** The SDK with the transport that it brings. */
const THEIRS = `
  const Sentry = require('@sentry/nestjs');
  Sentry.init({ dsn: process.env.SENTRY_DSN, skipOpenTelemetrySetup: true, defaultIntegrations: false });
  ${CAPTURES}
`;

/** The SDK as the library starts it, with no quota. */
const OURS = `
  require('nestjs-observability/register');
  const Sentry = require('@sentry/nestjs');
  require('reflect-metadata');
  const { NestFactory } = require('@nestjs/core');
  const { ObservabilityModule } = require('nestjs-observability');
  const errors = { repeatsPerSecond: 1_000_000 };
  const module = { module: class App {}, imports: [ObservabilityModule.forRoot({ errors })] };
  NestFactory.createApplicationContext(module, { logger: false }).then(() => {
    ${CAPTURES}
  });
`;

describe('2,000 distinct errors while Sentry is well and takes 100 ms for each', () => {
  it('are all delivered when they come at once, though the SDK by itself delivers few', async () => {
    const [ours, theirs] = await Promise.all([deliveredBy(OURS), deliveredBy(THEIRS)]);

    expect(ours).toBe(ERRORS);
    expect(ours).toBeGreaterThanOrEqual(theirs);
  }, 60_000);

  it('are all delivered when 200 come in a second, as by the SDK itself', async () => {
    const [ours, theirs] = await Promise.all([deliveredBy(OURS, 200), deliveredBy(THEIRS, 200)]);

    expect(ours).toBe(ERRORS);
    expect(ours).toBeGreaterThanOrEqual(theirs);
  }, 60_000);
});

/** @returns how many distinct events came to Sentry */
async function deliveredBy(text: string, perSecond?: number): Promise<number> {
  const sentry = await SentryReceiver.start();
  sentry.delayMs = LATENCY_MS;
  const { child } = Program.start(text, { SENTRY_DSN: sentry.dsn });
  try {
    await said(child, 'ready');
    const made = said(child, 'made');
    child.send({ perSecond });
    await made;
    await untilQuiet(sentry);
    return new Set(sentry.messages).size;
  } finally {
    child.kill('SIGKILL');
    await sentry.stop();
  }
}

function said(child: Program['child'], word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => message === word && resolve());
    child.once('exit', () => reject(new Error('the program has ended')));
  });
}

/** Waits until all have come, or none has come for a second. */
async function untilQuiet({ events }: SentryReceiver): Promise<void> {
  let before = -1;
  await eventually(async () => {
    before = events.length;
    if (before >= ERRORS) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(events).toHaveLength(before);
  }, 30_000);
}
