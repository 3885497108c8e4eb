import { Body, Controller, Logger, Module, Post } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as fc from 'fast-check';
import { ObservabilityModule } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { attack } from './attack';
import { PARTS } from './corpus/adversarial-parts';

/** What is promised of one request: so many characters of long texts at once, and again in each second. */
const MAX_CHARACTERS = 131_072;
const MIN_LONG = 4096;
const MAX_READ = 16_384;
const TOO_MUCH = '[Too much]';

interface Sent {
  readonly text: string;
  readonly times: number;
}

/** Says what it was sent, again and again. */
@Controller()
class ParrotController {
  private readonly logger = new Logger('Parrot');

  @Post()
  repeat(@Body() { text, times }: Sent): never {
    for (let i = 0; i < times; i += 1) this.logger.log({ text });
    throw new Error('tired');
  }
}

@Module({})
class ParrotModule {
  static with(destination: LogRecorder): DynamicModule {
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination } })];
    return { module: ParrotModule, controllers: [ParrotController], imports };
  }
}

const bodies = fc.record({
  text: fc
    .record({ part: fc.constantFrom(...PARTS), length: fc.integer({ min: 1, max: 30_000 }) })
    .map(({ part, length }) => part.repeat(Math.ceil(length / part.length)).slice(0, length))
    // Escapes are longer: Express takes 100 KB.
    .filter((text) => JSON.stringify(text).length < 90_000),
  times: fc.integer({ min: 1, max: 100 }),
});

describe.each(platforms)('a body that the app logs again and again on $platform', (of) => {
  const lines = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(ParrotModule.with(lines), of.adapter());
    base = await listen(app);
  });

  afterAll(() => app.close());

  attack(
    'H6',
    `no request has more of its long texts read than is promised, and its error stays readable (${of.platform})`,
    bodies,
    async ({ text, times }) => {
      lines.clear();
      const begin = performance.now();
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ text, times });
      const { status } = await fetch(base, { method: 'POST', headers, body });
      const seconds = (performance.now() - begin) / 1000;
      const said = lines.of('app').map(({ extra }) => (extra as Sent).text);
      const read = said.filter((each) => each !== TOO_MUCH);
      const cost = text.length > MIN_LONG ? Math.min(text.length, MAX_READ) : 0;

      expect(status).toBe(500);
      expect(said).toHaveLength(times);
      expect(read.length * cost).toBeLessThanOrEqual(MAX_CHARACTERS * (1 + seconds));
      if (cost * times <= MAX_CHARACTERS / 2) expect(read).toHaveLength(times);
      expect(JSON.stringify(lines.of('http'))).toContain('ParrotController.repeat');
    },
    { runs: 60 },
  );
});
