import { Controller, Get } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen } from '../support/platforms';

@Controller()
class Shop {
  @Get()
  tea(): string {
    return 'tea';
  }
}

type Trust = boolean | number | string | ((address: string) => boolean);

function express(trust: Trust | undefined): AbstractHttpAdapter {
  const adapter = new ExpressAdapter();
  if (trust !== undefined) adapter.set('trust proxy', trust);
  return adapter;
}

function fastify(trust: Trust | undefined): AbstractHttpAdapter {
  return new FastifyAdapter({ trustProxy: trust });
}

const PEER = '127.0.0.1';

describe.each([
  { platform: 'Express', adapter: express },
  { platform: 'Fastify', adapter: fastify },
])('the address of a client on $platform', ({ adapter }) => {
  let app: INestApplication;

  afterEach(() => app.close());

  it.each<
    [trust: string, address: string, forwarded: string | undefined, setting: Trust | undefined]
  >([
    ['nobody is trusted', PEER, '203.0.113.9', undefined],
    ['trust is switched off', PEER, '203.0.113.9', false],
    ['proxies are trusted', '203.0.113.9', '203.0.113.9', true],
    ['the proxy of this machine is trusted', '10.0.0.7', '203.0.113.9, 10.0.0.7', 'loopback'],
    ['another proxy is trusted', PEER, '203.0.113.9', '192.0.2.1'],
    ['proxies are trusted and there is none', PEER, undefined, true],
    ['the function that decides about trust says no', PEER, '203.0.113.9', () => false],
  ])('is right where %s: %s', async (_case, address, forwarded, trust) => {
    const logs = new LogRecorder();
    const observability = ObservabilityModule.forRoot({ logs: { destination: logs } });
    const module = { module: class App {}, imports: [observability], controllers: [Shop] };
    app = await NestFactory.create(module, adapter(trust), { logger: false });
    const base = await listen(app);

    await fetch(base, { headers: forwarded ? { 'x-forwarded-for': forwarded } : {} });

    await eventually(() =>
      expect(logs.access.map(({ http }) => http['client_address'])).toEqual([address]),
    );
  });

  it.each<[forwarded: string, setting: Trust | undefined, path: string]>([
    ['203.0.113.9', undefined, '/metrics'],
    ['203.0.113.9', true, '/metrics'],
    ['unknown', undefined, '/errors'],
    ['unknown', true, '/'],
  ])(
    'is the peer where %s is forwarded and nothing vouches for it',
    async (forwarded, trust, path) => {
      const logs = new LogRecorder();
      const observability = ObservabilityModule.forRoot({ logs: { destination: logs } });
      const module = { module: class App {}, imports: [observability], controllers: [Shop] };
      app = await NestFactory.create(module, adapter(trust), { logger: false });
      const base = await listen(app);

      await fetch(base + path, { headers: { 'x-forwarded-for': forwarded } });

      await eventually(() =>
        expect(logs.access.map(({ http }) => http['client_address'])).toEqual([PEER]),
      );
    },
  );
});
