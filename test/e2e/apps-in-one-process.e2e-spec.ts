import { Controller, Get, Logger, Module, Param } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as fc from 'fast-check';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { ObservabilityModule } from 'nestjs-observability';
import { attack } from '../security/attack';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

@Controller()
class Shop {
  private readonly nest = new Logger('Shop');

  constructor(
    private readonly pino: PinoLogger,
    @InjectPinoLogger('Named') private readonly named: PinoLogger,
  ) {}

  @Get('say/:text')
  say(@Param('text') text: string): string {
    this.nest.log(`nest ${text}`);
    this.pino.info(`pino ${text}`);
    this.named.info({ some: 'field' }, `named ${text}`);
    return 'said';
  }
}

@Module({ controllers: [Shop] })
class App {}

interface Running {
  readonly app: INestApplication;
  readonly url: string;
  readonly lines: LogRecorder;
}

const MAX_APPS = 4;
// Not made smaller: each try starts apps.
const step = fc.record({
  act: fc.constantFrom('start', 'start', 'close', 'say', 'say', 'call'),
  which: fc.nat({ max: MAX_APPS - 1 }),
});
const outside = new Logger('Outside');
let said = 0;

describe.each(platforms)('several apps in one process on $platform', ({ platform, adapter }) => {
  attack(
    'T7',
    `write every line to the app that it belongs to, in whichever order they close, on ${platform}`,
    fc.noShrink(fc.array(step, { minLength: 4, maxLength: 14 })),
    async (steps) => {
      const running: Running[] = [];
      try {
        for (const { act, which } of steps) {
          const one = running[which % Math.max(1, running.length)];
          if (act === 'start' && running.length < MAX_APPS) running.push(await start());
          else if (act === 'close' && one) await close(running, one);
          else if (act === 'say' && one) await say(running, one);
          else if (act === 'call' && one) call(running);
        }
        for (const one of running) await say(running, one);
      } finally {
        for (const { app } of running) await app.close();
      }
    },
    { runs: 8 },
  );

  async function start(): Promise<Running> {
    const lines = new LogRecorder();
    const observability = ObservabilityModule.forRoot({ logs: { destination: lines } });
    const app = await NestFactory.create({ module: App, imports: [observability] }, adapter());
    return { app, url: await listen(app), lines };
  }
});

async function close(running: Running[], one: Running): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.app.close();
}

/** In a request: by Nest's logger and by those of nestjs-pino. */
async function say(running: readonly Running[], one: Running): Promise<void> {
  said += 1;
  await (await fetch(`${one.url}/say/${said}`, { headers: { connection: 'close' } })).text();

  for (const text of [`nest ${said}`, `pino ${said}`, `named ${said}`]) {
    expect([text, holders(running, text)]).toEqual([text, [one.url]]);
  }
}

/** Outside of requests: by what the process has one of, it is the newest app that writes. */
function call(running: readonly Running[]): void {
  said += 1;
  const newest = [running.at(-1)?.url];
  outside.log(`outside ${said}`);
  PinoLogger.root.info(`root ${said}`);

  expect(['outside', holders(running, `outside ${said}`)]).toEqual(['outside', newest]);
  expect(['root', holders(running, `root ${said}`)]).toEqual(['root', newest]);
}

/** By their addresses: a difference between whole apps takes a test all memory to show. */
function holders(running: readonly Running[], text: string): string[] {
  return running
    .filter(({ lines }) => lines.lines.some(({ message }) => message === text))
    .map(({ url }) => url);
}
