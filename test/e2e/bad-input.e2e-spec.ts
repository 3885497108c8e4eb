import { Controller, Get, Logger, Module } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

/** Things that nobody should log, and somebody does. */
function oddities(): Record<string, unknown> {
  const cycle: Record<string, unknown> = { name: 'cycle' };
  cycle['self'] = cycle;
  return {
    getter: {
      fine: 1,
      get broken(): never {
        throw new Error('a getter that throws');
      },
    },
    cycle,
    bigint: { amount: 12n },
    symbol: Symbol('mark'),
    proxy: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('a proxy that throws');
        },
      },
    ),
    toJson: {
      toJSON: () => {
        throw new Error('a toJSON that throws');
      },
    },
  };
}

@Controller('odd')
class OddController {
  private readonly logger = new Logger('Odd');

  constructor(@InjectPinoLogger('OddPino') private readonly pino: PinoLogger) {}

  @Get('nest')
  nest(): string {
    for (const thing of Object.values(oddities())) this.logger.log(thing);
    return 'fine';
  }

  @Get('pino')
  byPino(): string {
    for (const thing of Object.values(oddities())) this.pino.info({ thing }, 'odd');
    for (const thing of Object.values(oddities())) this.pino.info(thing, 'bare');
    return 'fine';
  }
}

@Module({ controllers: [OddController] })
class OddModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: OddModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}

describe.each(platforms)('bad input on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const module = OddModule.with({ logs: { destination: logs } });
    app = await NestFactory.create(module, adapter());
    base = await listen(app);
  });

  afterAll(() => app.close());
  beforeEach(() => logs.clear());

  it.each(['nest', 'pino'])('that is logged by %s changes no answer', async (logger) => {
    const response = await fetch(`${base}/odd/${logger}`);

    expect([response.status, await response.text()]).toEqual([200, 'fine']);
    expect(logs.access).toHaveLength(1);
  });

  it('that is logged keeps what can be read of it', async () => {
    await fetch(`${base}/odd/nest`);

    const extras = logs.of('app').map(({ extra }) => JSON.stringify(extra));
    expect(extras[0]).toBe('{"fine":1,"broken":"[Unreadable]"}');
    expect(extras[1]).toBe('{"name":"cycle","self":"[Circular]"}');
    expect(extras[2]).toBe('{"amount":"12"}');
  });

  const good = ['order-4711', 'a.b:c/d+e=f@g', 'A'.repeat(128)];
  it.each(good)('is not what the request id %s is: it is kept', async (id) => {
    const { headers } = await fetch(`${base}/odd/nest`, { headers: { 'x-request-id': id } });

    expect(headers.get('x-request-id')).toBe(id);
  });

  const bad = ['A'.repeat(8192), 'two words', '{"a":1}', '<script>', 'ünïcode'];
  it.each(bad)('as a request id is replaced: %.20s', async (id) => {
    const sent = Buffer.from(id).toString('latin1');
    const { headers, status } = await fetch(`${base}/odd/nest`, {
      headers: { 'x-request-id': sent },
    });

    expect(status).toBe(200);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(logs.access[0]?.request_id).toBe(headers.get('x-request-id'));
  });

  it.each(['garbage', '00-0-0-00', `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`])(
    'as a traceparent begins a new trace: %s',
    async (traceparent) => {
      await fetch(`${base}/odd/nest`, { headers: { traceparent } });

      expect(logs.access[0]?.trace_id).toMatch(/^[0-9a-f]{32}$/);
      expect(logs.access[0]?.trace_id).not.toBe('a'.repeat(32));
    },
  );
});
