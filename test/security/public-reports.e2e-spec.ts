import { Body, Controller, Get, HttpException, Param, Post } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { attackEach } from './attack';

const SECRET = 'Q7xTk9Lm2vRw';
const JSON_BODY = { 'content-type': 'application/json' };

@Controller()
class Accounts {
  @Post('login')
  login(@Body() body: { password?: string }): never {
    const config = { headers: { Authorization: `Bearer ${SECRET}` }, data: JSON.stringify(body) };
    throw Object.assign(new Error(`sign-in failed: password=${body.password}`), { config });
  }

  @Post('refused')
  refused(@Body() body: object): never {
    throw new HttpException({ message: 'Validation failed', target: body }, 422);
  }

  @Get('auth/reset/:token')
  reset(@Param('token') token: string): string {
    return `${token.length}`;
  }
}

interface ReportedRequest {
  readonly report: string;
  readonly path: string;
  readonly init?: RequestInit;
}

/** Requests whose secret other loggers, servers and scrubbers let out. */
const REQUESTS: readonly ReportedRequest[] = [
  {
    report: 'https://github.com/iamolegga/nestjs-pino/issues/2168',
    path: '/auth/reset/1',
    init: { headers: { cookie: `sid=${SECRET}` } },
  },
  {
    report: 'https://github.com/pinojs/restify-pino-logger/issues/5',
    path: '/auth/reset/1',
    init: { headers: { authorization: `Bearer ${SECRET}`, 'x-api-key': SECRET } },
  },
  {
    report: 'https://github.com/pierreb-devkit/Node/issues/3951',
    path: `/auth/reset/${SECRET}`,
  },
  {
    report: 'https://github.com/natlas/natlas/issues/139',
    path: '/auth/reset/1',
    init: { headers: { referer: `https://shop.example/reset?token=${SECRET}` } },
  },
  {
    report: 'https://github.com/getsentry/sentry/issues/76846',
    path: '/login',
    init: { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ password: SECRET }) },
  },
  {
    report: 'https://github.com/rhesis-ai/rhesis/pull/2484',
    path: '/refused',
    init: { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ password: SECRET }) },
  },
  {
    report: 'https://github.com/rails/rails/issues/41145',
    path: '/login',
    init: { method: 'POST', headers: JSON_BODY, body: `{"user":{"ssn":"${SECRET}"}` },
  },
  {
    report: 'https://github.com/florianheinemann/passwordless/issues/8',
    path: `/nowhere?uid=1&token=${SECRET}`,
  },
];

/** Ids that a client may not choose, by those who reported that it may. */
const REQUEST_IDS: readonly (readonly [report: string, id: string])[] = [
  ['https://github.com/onfranciis/OID/issues/48', 'a'.repeat(8000)],
  ['https://github.com/Keith-CY/carrier/issues/745', 'a b\tc'],
  ['https://github.com/KanishJebaMathewM/Truxify/issues/1792', 'legit-id\u00ff'],
];

describe.each(platforms)(
  'what was reported of other servers, on $platform',
  ({ adapter, platform }) => {
    const logs = new LogRecorder();
    let app: INestApplication;
    let base: string;

    beforeAll(async () => {
      const observability = ObservabilityModule.forRoot({ logs: { destination: logs } });
      const module = { module: class App {}, imports: [observability], controllers: [Accounts] };
      app = await NestFactory.create(module, adapter(), { logger: false });
      base = await listen(app);
    });

    afterAll(() => app.close());

    const page = async (path: string): Promise<string> => (await fetch(base + path)).text();

    attackEach(
      'S5',
      `lets no secret of a request out on ${platform}`,
      REQUESTS,
      async ({ path, init }) => {
        logs.clear();
        await (await fetch(base + path, init)).text();

        const pages = await Promise.all(['/metrics', '/errors', '/health/detail'].map(page));
        const written = [JSON.stringify(logs.lines), ...pages].join('\n');
        expect(logs.lines.length).toBeGreaterThan(0);
        expect(written).not.toContain(SECRET);
      },
    );

    attackEach(
      'S5',
      `takes no request id that is unfit for a line on ${platform}`,
      REQUEST_IDS,
      async ([, id]) => {
        const response = await fetch(`${base}/auth/reset/1`, { headers: { 'x-request-id': id } });

        expect(response.status).toBe(200);
        expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
      },
    );

    // https://github.com/artifact-keeper/artifact-keeper/issues/2220, https://github.com/gombit-dev/gombit/issues/197
    attackEach(
      'S5',
      `has as many series after a scan as before on ${platform}`,
      ['GET', 'PURGE', 'M-SEARCH'],
      async (method) => {
        const scan = async (round: string): Promise<number> => {
          const paths = Array.from({ length: 20 }, (_, i) => `/wp-${round}-${i}/${i}`);
          await Promise.all(paths.map((path) => fetch(base + path, { method })));
          return (await page('/metrics')).split('\n').filter((line) => line.startsWith('http_'))
            .length;
        };
        await scan('first');

        expect(await scan('second')).toBe(await scan('third'));
      },
    );
  },
);
