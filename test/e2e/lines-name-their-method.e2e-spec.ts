import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Injectable, Logger, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { defer, map } from 'rxjs';
import type { Observable } from 'rxjs';
import { Monitored, ObservabilityModule } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { OtlpReceiver } from '../support/otlp-receiver';
import { listen, platforms } from '../support/platforms';

@Injectable()
class Glaze {
  private readonly logger = new Logger(Glaze.name);

  /** Not monitored: its lines must not have the method that calls it. */
  mix(): void {
    this.logger.log('mixed');
  }
}

@Injectable()
class Kiln {
  private readonly logger = new Logger(Kiln.name);
  private readonly plain = new Logger();

  constructor(private readonly glaze: Glaze) {}

  @Monitored()
  heat(): string {
    this.logger.log('heating');
    this.plain.log('no class');
    this.glaze.mix();
    this.help();
    return 'hot';
  }

  @Monitored()
  async fire(cup: string): Promise<string> {
    this.logger.log(`${cup} before`);
    await sleep(cup === 'blue' ? 20 : 5);
    await this.cool(cup);
    this.logger.log({ method: 'own' }, `${cup} named by the app`);
    this.logger.log(`${cup} after`);
    return cup;
  }

  @Monitored('kiln.cool')
  async cool(cup: string): Promise<void> {
    await sleep(5);
    this.logger.log(`${cup} cooling`);
  }

  @Monitored()
  pour(): Observable<string> {
    return defer(() => sleep(1)).pipe(
      map(() => {
        this.logger.log('poured');
        return 'poured';
      }),
    );
  }

  @Monitored()
  async *shelves(): AsyncGenerator<string> {
    await sleep(1);
    this.logger.log('first shelf');
    yield 'a';
    this.logger.log('second shelf');
    yield 'b';
  }

  unmonitored(): void {
    this.logger.log('not monitored');
  }

  private help(): void {
    this.logger.log('helping');
  }
}

@Controller()
class KilnController {
  private readonly logger = new Logger(KilnController.name);

  constructor(private readonly kiln: Kiln) {}

  @Get()
  async all(): Promise<string> {
    this.kiln.heat();
    this.kiln.unmonitored();
    await Promise.all([this.kiln.fire('blue'), this.kiln.fire('green')]);
    for await (const shelf of this.kiln.shelves()) this.logger.log(`shelf ${shelf}`);
    this.logger.log('handled');
    return 'fired';
  }

  @Get('pour')
  pour(): Observable<string> {
    return this.kiln.pour();
  }
}

@Module({ controllers: [KilnController], providers: [Kiln, Glaze] })
class KilnModule {}

/** The method of each line, by its message. */
const METHODS: Record<string, string | undefined> = {
  heating: 'heat',
  'no class': undefined,
  mixed: undefined,
  helping: 'heat',
  'not monitored': undefined,
  'blue before': 'fire',
  'green before': 'fire',
  'blue cooling': 'cool',
  'green cooling': 'cool',
  'blue named by the app': 'own',
  'green named by the app': 'own',
  'blue after': 'fire',
  'green after': 'fire',
  'first shelf': 'shelves',
  'shelf a': undefined,
  'second shelf': 'shelves',
  'shelf b': undefined,
  handled: undefined,
  poured: 'pour',
};

describe.each(platforms)('lines inside monitored methods, on $platform', ({ adapter }) => {
  describe.each(['with', 'without'])('%s tracing', (tracing) => {
    const logs = new LogRecorder();
    let collector: OtlpReceiver;
    let app: INestApplication;
    let base: string;

    beforeAll(async () => {
      collector = await OtlpReceiver.start();
      const observability = ObservabilityModule.forRoot({
        logs: { destination: logs, level: 'info' },
        traces: tracing === 'with' ? { endpoint: collector.endpoint } : { exporter: 'none' },
      });
      app = await NestFactory.create({ module: KilnModule, imports: [observability] }, adapter(), {
        bufferLogs: true,
      });
      base = await listen(app);
      for (const path of ['/', '/pour']) await (await fetch(base + path)).text();
      await sleep(20);
    });
    afterAll(async () => {
      await app.close();
      await collector.stop();
    });

    it('name the method of their own class that runs', () => {
      const expected = Object.entries(METHODS);

      const found = expected.map(([message]) => {
        const line = logs.lines.find((each) => each['message'] === message);
        return [message, line ? line['method'] : 'no line'];
      });

      expect(found).toEqual(expected);
    });

    it('name it outside requests, too', () => {
      const before = logs.lines.length;

      app.get(Kiln).heat();

      const lines = logs.lines.slice(before);
      expect(lines.find(({ message }) => message === 'heating')).toMatchObject({
        context: 'Kiln',
        method: 'heat',
        trace_id: expect.any(String) as string,
      });
    });

    it('keep the ids of their request', () => {
      const ids = logs.lines
        .filter(({ message }) => ['blue before', 'blue cooling', 'handled'].includes(message))
        .map(({ request_id }) => request_id);

      expect(ids).toHaveLength(3);
      expect(new Set(ids).size).toBe(1);
      expect(ids[0]).toEqual(expect.any(String));
    });
  });
});
