import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { Controller, Get } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { EndpointsOptions, ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { platforms } from '../support/platforms';
import { sendRaw } from '../support/raw-request';
import { attackEach } from './attack';

const CLOSED_PATHS = ['/metrics', '/errors', '/info', '/health/detail', '/loggers'];
const PROBES = ['/livez', '/readyz', '/startupz'];
const TOKEN = 'correct-horse-battery';

/** Answers every address by its page, as apps of a single page do. */
@Controller()
class SinglePage {
  @Get('*')
  page(): string {
    return '<main>the shop</main>';
  }
}

/** Headers that a request of this machine does not have. */
const FOREIGN_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { Host: 'localhost.evil.com' },
  { Host: '127.0.0.1.nip.io' },
  { Host: 'localhost.' },
  { Host: '[::1]evil' },
  { Host: 'shop.internal:3000' },
  { 'X-Forwarded-For': '127.0.0.1' },
  { 'X-Forwarded-Host': 'localhost' },
  { Forwarded: 'for=127.0.0.1' },
  { 'X-Real-IP': '127.0.0.1' },
  { Via: '1.1 proxy' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'http://evil.com' },
  { Origin: 'null' },
];

describe.each(platforms)('an app on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  const { NODE_ENV } = process.env;
  let app: INestApplication | undefined;

  /** Starts an app in an environment; returns its port. */
  async function start(
    env: Readonly<Record<string, string>>,
    options: EndpointsOptions = {},
    controllers: Type[] = [],
  ): Promise<number> {
    Object.assign(process.env, env);
    logs.clear();
    const all: ObservabilityOptions = { endpoints: options, logs: { destination: logs } };
    const module = {
      module: class App {},
      controllers,
      imports: [ObservabilityModule.forRoot(all)],
    };
    app = await NestFactory.create(module, adapter(), { bufferLogs: true, abortOnError: false });
    await app.listen(0, '::');
    return (app.getHttpServer().address() as { port: number }).port;
  }

  async function stop(): Promise<void> {
    await app?.close();
    app = undefined;
    process.env['NODE_ENV'] = NODE_ENV;
    delete process.env['OBSERVABILITY_ACCESS'];
    delete process.env['OBSERVABILITY_TOKEN'];
  }

  /** Starts an app for one attack. */
  async function within(
    env: Readonly<Record<string, string>>,
    options: EndpointsOptions,
    work: (port: number) => Promise<void>,
  ): Promise<void> {
    try {
      await work(await start(env, options));
    } finally {
      await stop();
    }
  }

  attackEach(
    'H7',
    `on ${adapter().getType()}: shows nothing but probes on any NODE_ENV that is no word of developers`,
    ['production', 'Production', 'prod', 'staging', 'Development', 'dev '],
    (word) =>
      within({ NODE_ENV: word }, {}, async (port) => {
        for (const path of CLOSED_PATHS) expect(await statusOf({ port, path })).toBe(404);
        for (const path of PROBES) expect(await statusOf({ port, path })).toBe(200);
        const health = await ask({ port, path: '/health?verbose' });
        expect(health.body).toBe('healthz check passed\n');
        expect(await statusOf({ port, path: '/health/disk' })).toBe(404);
      }),
  );

  describe('that a developer runs', () => {
    let port: number;

    beforeAll(async () => (port = await start({ NODE_ENV: 'development' })));
    afterAll(stop);

    it('answers this machine', async () => {
      for (const path of CLOSED_PATHS) expect(await statusOf({ port, path })).toBe(200);
    });

    attackEach(
      'M9',
      `on ${adapter().getType()}: shows nothing under another name, through a proxy or to a page of another origin`,
      FOREIGN_HEADERS,
      async (headers) => {
        for (const path of CLOSED_PATHS) {
          expect([path, await statusOf({ port, path, headers })]).toEqual([path, 404]);
        }
        expect((await ask({ port, path: '/health', headers })).body).toBe('{"status":"healthy"}\n');
        expect(await statusOf({ port, path: '/livez', headers })).toBe(200);
      },
    );

    attackEach(
      'M9',
      `on ${adapter().getType()}: shows nothing to HTTP/1.0, in which nginx asks for others without saying so`,
      CLOSED_PATHS,
      async (path) => {
        const base = `http://127.0.0.1:${port}`;
        const answer = await sendRaw(
          base,
          `GET ${path} HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
        );

        expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      },
    );

    attackEach(
      'H7',
      `on ${adapter().getType()}: shows nothing to a peer of another machine, whatever Host it sends`,
      ['localhost', '127.0.0.1', '[::1]', 'shop.localhost'],
      async (Host) => {
        for (const peer of ownAddresses()) {
          for (const path of CLOSED_PATHS) {
            expect(await statusOf({ port, path, peer, headers: { Host } })).toBe(404);
          }
        }
      },
    );

    attackEach(
      'H7',
      `on ${adapter().getType()}: changes no level for who is merely on this machine, and lets no other origin ask first`,
      ['POST', 'OPTIONS'],
      async (method) => {
        const headers = { 'content-type': 'application/json', Origin: `http://127.0.0.1:${port}` };
        const answer = await ask({ port, path: '/loggers/root', method, headers });
        const cors = Object.keys(answer.headers).filter((name) =>
          name.startsWith('access-control'),
        );

        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(cors).toEqual([]);
        expect(logs.of('security').filter(({ message }) => message.includes('level'))).toEqual([]);
      },
    );
  });

  attackEach(
    'L2',
    `on ${adapter().getType()}: is opened by no token that anyone guesses, and a wrong environment is a warning that closes`,
    ['changeme', 'token', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'my-secret-token-123'],
    (weak) =>
      within({ NODE_ENV: 'development', OBSERVABILITY_TOKEN: weak }, {}, async (port) => {
        for (const authorization of ['', `Bearer ${weak}`, 'Bearer ', 'Bearer undefined']) {
          const headers = { authorization };
          expect(await statusOf({ port, path: '/metrics', headers })).toBe(401);
        }
        expect(warnings()).toEqual([
          expect.stringContaining('OBSERVABILITY_TOKEN is easy to guess'),
        ]);
        expect(JSON.stringify(logs.lines)).not.toContain(`"${weak}"`);
      }),
  );

  it('says in one line what is closed, and how it is opened', async () => {
    await within({ NODE_ENV: 'staging' }, {}, () => Promise.resolve());

    expect(logs.lines.filter(({ message }) => message.includes(': closed'))).toMatchObject([
      {
        level: 'info',
        message: expect.stringContaining(
          'set endpoints.access, OBSERVABILITY_TOKEN or OBSERVABILITY_ACCESS=open',
        ) as string,
      },
    ]);
  });

  it('is opened to others by OBSERVABILITY_ACCESS=open, and warns of it', async () => {
    const env = { NODE_ENV: 'production', OBSERVABILITY_ACCESS: 'open' };

    await within(env, {}, async (port) => {
      const headers = { Host: 'shop:3000' };
      for (const path of CLOSED_PATHS) expect(await statusOf({ port, path, headers })).toBe(200);
    });

    expect(warnings()).toEqual([
      expect.stringContaining("open to everyone who reaches the app's port"),
    ]);
  });

  it('leaves what is closed to the app, whose page may be there, and logs it as refused', async () => {
    const port = await start({ NODE_ENV: 'production' }, {}, [SinglePage]);
    const answers = await Promise.all(CLOSED_PATHS.map((path) => ask({ port, path })));
    const live = await statusOf({ port, path: '/livez' });
    await stop();

    expect([live, ...answers.map(({ status }) => status)]).toEqual(Array(6).fill(200));
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['<main>the shop</main>']));
    expect(logs.of('security')).toContainEqual(
      expect.objectContaining({ extra: expect.objectContaining({ reason: 'closed' }) as object }),
    );
  });

  it('logs refused requests as security events, few lines for many, with no token in them', async () => {
    const guess = 'wrong-horse-battery';

    await within({ NODE_ENV: 'production' }, { token: TOKEN }, async (port) => {
      const headers = { authorization: `Bearer ${guess}` };
      for (let i = 0; i < 20; i += 1) await statusOf({ port, path: '/metrics', headers });
      await statusOf({ port, path: '/errors' });
    });

    const events = logs.of('security').filter(({ message }) => message.includes('refused'));
    expect(events).toMatchObject([
      {
        level: 'warn',
        extra: { reason: 'wrong token', place: 'metrics', refused: 1, client_address: '127.0.0.1' },
      },
      { level: 'info', extra: { reason: 'no token', place: 'details', refused: 1 } },
      { level: 'warn', extra: { reason: 'wrong token', refused: 19 } },
    ]);
    expect(JSON.stringify(events)).not.toContain(guess);
    expect(JSON.stringify(events)).not.toContain(TOKEN);
  });

  function warnings(): string[] {
    return logs.lines
      .filter(({ level, logger }) => level === 'warn' && logger !== 'security')
      .map(({ message }) => message);
  }
});

interface Question {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The address to connect to, which is then the peer's as well. */
  readonly peer?: string;
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: object;
  readonly body: string;
}

/** fetch sets Host by itself. */
function ask({
  port,
  path,
  method = 'GET',
  headers = {},
  peer = '127.0.0.1',
}: Question): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: peer, port, path, method, headers, agent: false }, (response) => {
      const pieces: string[] = [];
      response.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: pieces.join(''),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

async function statusOf(question: Question): Promise<number | undefined> {
  return (await ask(question)).status;
}

/** This machine's addresses that are not loopback: connecting to one makes it the peer's. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);
}
