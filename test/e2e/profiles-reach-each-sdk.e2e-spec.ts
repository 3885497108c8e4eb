import type * as SentryNest from '@sentry/nestjs';
import {
  errorTracking,
  startErrorTracking,
} from '../../libs/observability/src/signals/errors/sentry';
import { Profiler } from '../../libs/observability/src/signals/errors/sentry/profiler';
import { SentryReceiver } from '../support/sentry-receiver';
import { Program } from '../support/program';

interface Chunk {
  readonly release: string;
  readonly profile: {
    readonly samples: readonly unknown[];
    readonly frames: readonly { readonly function: string; readonly abs_path?: string }[];
  };
}

const base = { environment: 'test', release: 'shop@9', sampleRate: 1 };

describe.each(['@sentry/nestjs', 'sentry-11'])('profiles by %s', (sdk) => {
  let receiver: SentryReceiver;
  let sentry: typeof SentryNest;
  let warnings: jest.SpyInstance;

  beforeEach(async () => {
    receiver = await SentryReceiver.start();
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(async () => {
    await sentry.close(2000);
    await receiver.stop();
    warnings.mockRestore();
  });

  it('show where the time of the app went, with the next flush', async () => {
    start(1);

    countSheep();
    await sentry.flush(2000);

    const [chunk] = chunks();
    expect(chunk?.release).toBe('shop@9');
    expect(chunk?.profile.samples.length).toBeGreaterThan(5);
    expect(chunk?.profile.frames.map((frame) => frame.function)).toContain('countSheep');
  });

  it('go on after a flush', async () => {
    start(1);
    countSheep();
    await sentry.flush(2000);

    countSheep();
    await sentry.flush(2000);

    expect(chunks()).toHaveLength(2);
  });

  it('end when the app that wanted them ends, or newer settings want none', async () => {
    start(1);
    countSheep();
    start(0);
    await sentry.flush(2000);
    const before = chunks().length;

    countSheep();
    await sentry.flush(2000);

    expect([before, chunks().length]).toEqual([1, 1]);
  });

  it('are none with the rate 0', async () => {
    start(0);

    countSheep();
    await sentry.flush(2000);

    expect([chunks(), warnings.mock.calls]).toEqual([[], []]);
  });

  it.each([
    [undefined, []],
    [0, []],
    [
      1,
      [
        [
          'errors.profilesSampleRate is set, which needs the package no-such-profiler; nothing is profiled. ' +
            'Install it (npm install no-such-profiler) or leave the option out.',
          'ObservabilityWarning',
        ],
      ],
    ],
  ])(
    'are none without the package, which is said only to those who asked: rate %p',
    (rate, said) => {
      start(0);
      const client = sentry.getClient();
      if (!client) throw new Error('there is no client');

      new Profiler(client, { draw: 0, package: 'no-such-profiler' }).obey(rate);

      expect(warnings.mock.calls).toEqual(sdk === 'sentry-11' ? [] : said);
    },
  );

  function start(profilesSampleRate: number): void {
    const settings = { ...base, dsn: receiver.dsn, profilesSampleRate };
    sentry = startErrorTracking(settings, sdk) as typeof SentryNest;
    errorTracking()?.listen({
      dropped: () => undefined,
      warn: (text) => process.emitWarning(text),
    });
  }

  function chunks(): Chunk[] {
    return receiver.others
      .filter(({ type }) => type === 'profile_chunk')
      .map(({ payload }) => payload as Chunk);
  }
});

describe('an app that is profiled', () => {
  it.each([
    [1, true],
    [0, false],
  ])('with the rate %d sends what it did until its end: %p', async (rate, isProfiled) => {
    const receiver = await SentryReceiver.start();

    const { code } = await Program.run(app(rate), { SENTRY_DSN: receiver.dsn });
    await receiver.stop();

    const chunks = receiver.others.filter(({ type }) => type === 'profile_chunk');
    expect([code, chunks.length > 0]).toEqual([0, isProfiled]);
    expect(JSON.stringify(chunks).includes('countSheep')).toBe(isProfiled);
    expect(JSON.stringify(chunks)).not.toContain('publickey');
  });
});

/** Some work that a profile can show. */
function countSheep(): number {
  const end = performance.now() + 150;
  let sheep = 0;
  while (performance.now() < end) sheep += JSON.stringify({ sheep }).length;
  return sheep;
}

function app(profilesSampleRate: number): string {
  return `
    require('nestjs-observability/register');
    const { Module } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    const { ObservabilityModule } = require('nestjs-observability');
    ${countSheep.toString()}
    async function main() {
      const app = await NestFactory.create({
        module: class Shop {},
        imports: [ObservabilityModule.forRoot({ errors: { profilesSampleRate: ${profilesSampleRate} } })],
      });
      await app.init();
      countSheep();
      await app.close();
    }
    void main();
  `;
}
