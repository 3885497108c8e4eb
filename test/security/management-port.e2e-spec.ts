import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as fc from 'fast-check';
import { ObservabilityModule } from 'nestjs-observability';
import type { EndpointsOptions } from 'nestjs-observability';
import { Drops } from '../../libs/observability/src/core';
import { json } from '../../libs/observability/src/endpoints/endpoint';
import { EndpointTable } from '../../libs/observability/src/endpoints/endpoint-table';
import { ManagementServer } from '../../libs/observability/src/endpoints/management-server';
import { resolveOptions } from '../../libs/observability/src/module/options/resolve-options';
import { eventually } from '../support/eventually';
import { listen, platforms } from '../support/platforms';
import { sendRaw } from '../support/raw-request';
import { freePort } from '../support/services/free-port';
import { attack, attackEach } from './attack';

const TOKEN = 'correct-horse-battery';
const bearer = { authorization: `Bearer ${TOKEN}` };
const LIMITS = {
  maxConnections: 8,
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
};

const otherHost = fc.oneof(
  fc.constantFrom('0.0.0.0', '::', '0', '::0', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '[::]', '*'),
  fc.ipV4().filter((ip) => !ip.startsWith('127.')),
  fc.ipV6().filter((ip) => !/^[0:]*1$/.test(ip) && !/^[0:]*(ffff:)?(7f|127\.)/i.test(ip)),
  fc.domain(),
  fc.constantFrom('localhost.evil.com', '127.0.0.1.nip.io', '127.1', 'LOCALHOST.', 'shop'),
);
const environment = fc.constantFrom('development', 'test', 'production', 'staging', '');

describe('the options of a management port', () => {
  attack(
    'M10',
    'an address that others reach is refused without a token, in every environment and with any other lock',
    fc.record({
      host: otherHost,
      NODE_ENV: environment,
      more: fc.constantFrom<EndpointsOptions>(
        {},
        { access: 'open' },
        { access: 'local' },
        { guard: () => true },
        { access: 'closed' },
      ),
      word: fc.constantFrom('', 'open', 'token', 'closed'),
    }),
    ({ host, NODE_ENV, more, word }) => {
      const env = { NODE_ENV, OBSERVABILITY_ACCESS: word };
      const options = { management: { port: 9464, host }, ...more };

      expect(() => resolveOptions({ endpoints: options }, env)).toThrow(
        /endpoints\.management\.host: is .*other machines can reach.* Set endpoints\.token/,
      );
      expect(() =>
        resolveOptions({ endpoints: options }, { ...env, OBSERVABILITY_TOKEN: TOKEN }),
      ).not.toThrow();
    },
  );

  attackEach(
    'M10',
    'a token that cannot be used is a warning, and the port shows nothing',
    [{ OBSERVABILITY_TOKEN: 'changeme' }, { OBSERVABILITY_TOKEN_FILE: '/nowhere/token' }],
    (env) => {
      const options = { management: { port: 9464, host: '0.0.0.0' } };
      const { management, token, warnings } = resolveOptions(
        { endpoints: options },
        { ...env },
      ).endpoints;

      expect(management?.access).toEqual({ metrics: 'token', details: 'token' });
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(warnings).toHaveLength(1);
    },
  );
});

describe.each(platforms)('the management port of an app on $platform', ({ adapter }) => {
  const { NODE_ENV } = process.env;
  let app: INestApplication | undefined;

  afterEach(async () => {
    await app?.close();
    app = undefined;
    process.env['NODE_ENV'] = NODE_ENV;
  });

  async function start(word: string, options: EndpointsOptions = {}): Promise<string> {
    process.env['NODE_ENV'] = word;
    const port = await freePort();
    const endpoints = { management: { port }, ...options };
    const logs = { level: 'silent' } as const;
    const module = {
      module: class App {},
      imports: [ObservabilityModule.forRoot({ endpoints, logs })],
    };
    app = await NestFactory.create(module, adapter(), { logger: false, abortOnError: false });
    await listen(app);
    return `http://127.0.0.1:${port}`;
  }

  it('wants the token', async () => {
    const base = await start('development', { token: TOKEN });

    expect(await statusOf(`${base}/metrics`)).toBe(401);
    expect(await statusOf(`${base}/metrics`, bearer)).toBe(200);
  });

  it('answers a developer on the same machine, and no page of another origin', async () => {
    const base = await start('development');

    expect(await statusOf(`${base}/metrics`)).toBe(200);
    expect(await statusOf(`${base}/errors`, { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
    expect(await statusOf(`${base}/errors`, { origin: 'http://evil.com' })).toBe(404);
  });

  it('answers probes only in any other environment', async () => {
    const base = await start('staging');

    expect(await statusOf(`${base}/metrics`)).toBe(404);
    expect(await statusOf(`${base}/livez`)).toBe(200);
  });
});

describe('a management port under attack', () => {
  let management: ManagementServer;
  let drops: Drops;
  let base: string;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    drops = new Drops();
    const table = new EndpointTable([{ path: '/livez', answer: () => json(200, {}) }], drops);
    management = new ManagementServer(table, { host: '127.0.0.1', port: 0 }, drops, LIMITS);
    await management.start();
    base = `http://127.0.0.1:${management.port}`;
  });
  afterEach(() => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    management.stop();
  });

  attackEach(
    'M10',
    'is not held by clients that send slowly, nothing, or half a request',
    [
      '',
      'GET /livez HTTP/1.1\r\nHost: x\r\n',
      'POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc',
    ],
    async (bytes) => {
      for (let i = 0; i < LIMITS.maxConnections; i += 1) sockets.push(open(bytes));

      await eventually(async () => expect(await statusOf(`${base}/livez`)).toBe(200), 8000);
    },
  );

  it('keeps a bounded number of connections, and counts those that it drops', async () => {
    for (let i = 0; i < LIMITS.maxConnections * 4; i += 1) sockets.push(open(''));

    await eventually(() => {
      const dropped = sockets.filter(({ readyState }) => readyState === 'closed').length;
      expect(dropped).toBeGreaterThanOrEqual(LIMITS.maxConnections * 3);
      expect([...drops.entries()]).toEqual([['management port', LIMITS.maxConnections * 3]]);
    }, 8000);
  });

  attack(
    'M10',
    'answers the next request, whatever bytes came before it',
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `GET /${text} HTTP/1.1\r\n\r\n`),
      fc
        .nat({ max: 100_000 })
        .map((size) => `GET /livez HTTP/1.1\r\nA: ${'a'.repeat(size)}\r\n\r\n`),
    ),
    async (bytes) => {
      const socket = open(bytes);
      sockets.push(socket);
      socket.end();

      await eventually(async () => expect(await statusOf(`${base}/livez`)).toBe(200), 8000);
      socket.destroy();
    },
    { runs: 50 },
  );

  it('does not end the process when a connection cannot be accepted', async () => {
    // Node emits this when the process has no descriptor left, which no test can bring about alone.
    const { server } = management as unknown as { server: Server };
    server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));

    expect(await statusOf(`${base}/livez`)).toBe(200);
    expect([...drops.entries()]).toEqual([['management port', 1]]);
  });

  it('refuses headers of unlimited size', async () => {
    const answer = await sendRaw(base, `GET /livez HTTP/1.1\r\nA: ${'a'.repeat(1e6)}\r\n\r\n`);

    expect(answer).not.toContain('200 OK');
  });

  function open(bytes: string): Socket {
    const socket = connect({ host: '127.0.0.1', port: Number(management.port) });
    socket.on('error', () => undefined).resume();
    socket.write(bytes);
    return socket;
  }
});

async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers: { connection: 'close', ...headers } });
  await response.arrayBuffer();
  return response.status;
}
