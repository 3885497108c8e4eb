import { Controller, Get, Logger } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

@Controller()
class TeaController {
  @Get('tea')
  tea(): string {
    new Logger('Tea').log('poured');
    return 'tea';
  }
}

/** Gives one function of the app to the library. */
const CALLBACKS: Readonly<Record<string, (callback: never) => ObservabilityOptions>> = {
  'http.requestId': (requestId) => ({ http: { requestId } }),
  'http.user': (user) => ({ http: { user } }),
  'http.tenant': (tenant) => ({ http: { tenant } }),
  'logs.requestLevel': (requestLevel) => ({ logs: { requestLevel } }),
  'metrics.activeUsers': (activeUsers) => ({ metrics: { activeUsers } }),
  'endpoints.guard': (guard) => ({ endpoints: { guard, access: 'guard' } }),
};

/** What goes wrong in it. */
const FAULTS: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('no cup');
    },
  ],
  [
    'throws what is no error',
    () => {
      throw null;
    },
  ],
  ['rejects', () => Promise.reject(new Error('no cup'))],
  [
    'rejects later',
    () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('late')), 20)),
  ],
  ['returns a function', () => () => 1],
  ['returns a text', () => 'no such level, id \n or user'],
];

const LEGAL = new Set(['http.requestId returns a text']);

describe.each(platforms)('functions of the options, on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  const rejections: unknown[] = [];
  const note = (error: unknown): void => void rejections.push(error);
  let app: INestApplication;

  beforeEach(() => {
    logs.clear();
    rejections.length = 0;
    process.on('unhandledRejection', note);
  });

  afterEach(async () => {
    await app.close();
    process.off('unhandledRejection', note);
  });

  const cases = Object.keys(CALLBACKS).flatMap((option) =>
    FAULTS.map(([fault, callback]) => [option, fault, callback] as const),
  );

  it.each(cases)(
    'cost no request when %s %s, and are warned of once',
    async (option, fault, callback) => {
      const { logs: ofLogs, endpoints, ...rest } = CALLBACKS[option]?.(callback as never) ?? {};
      class App {}
      app = await NestFactory.create(
        {
          module: App,
          imports: [
            ObservabilityModule.forRoot({
              ...rest,
              logs: { level: 'info', destination: logs, ...ofLogs },
              endpoints: { access: 'open', ...endpoints },
            }),
          ],
          controllers: [TeaController],
        },
        adapter(),
      );
      const base = await listen(app);

      for (let i = 0; i < 3; i += 1) {
        const answer = await fetch(`${base}/tea`);
        await (await fetch(`${base}/metrics`)).text();
        expect([answer.status, await answer.text()]).toEqual([200, 'tea']);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));

      await eventually(() =>
        expect(logs.access.filter(({ http }) => http['route'] === '/tea')).toHaveLength(3),
      );
      expect(logs.lines.filter(({ message }) => message === 'poured')).toHaveLength(3);
      expect(rejections).toEqual([]);
      const name = option === 'metrics.activeUsers' ? 'active users' : option;
      const warned = logs.lines.filter(
        ({ level, message }) => level === 'warn' && message.includes(name),
      );
      const wanted = LEGAL.has(`${option} ${fault}`) ? 0 : 1;
      expect(warned.map(({ message }) => message)).toHaveLength(wanted);
    },
  );
});
