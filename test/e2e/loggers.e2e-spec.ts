import type { INestApplication } from '@nestjs/common';
import type { ObservabilityOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { createLoggingApp } from '../support/logging-app';
import { listen, platforms } from '../support/platforms';

const TOKEN = 'correct-horse-battery';

describe.each(platforms)('the loggers of an app on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  async function start(options: ObservabilityOptions): Promise<void> {
    app = await createLoggingApp(adapter(), options);
    base = await listen(app);
    logs.clear();
  }

  /** Asks, and waits for the line that tells of the end. */
  async function get(path: string): Promise<number> {
    const before = logs.access.length;
    const { status } = await fetch(`${base}${path}`);
    await eventually(() => expect(logs.access.length).toBe(before + 1));
    return status;
  }

  async function post(name: string, body: object, token = TOKEN): Promise<Response> {
    return fetch(`${base}/loggers/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  afterEach(() => app.close());

  describe('with levels of their own', () => {
    beforeEach(() =>
      start({
        endpoints: { token: TOKEN },
        logs: { level: 'info', destination: logs, loggers: { kitchen: { level: 'debug' } } },
      }),
    );

    it('write what their level lets through', async () => {
      await get('/tea/ok');

      expect(logs.lines.map(({ logger, message }) => `${logger}: ${message}`)).toEqual([
        'kitchen: kettle on',
        'http: request completed',
      ]);
    });

    it('change their level for who brings the token, and say so', async () => {
      const answer = await post('TeaService', { level: 'debug', expiresInSeconds: 60 });
      const listed = await fetch(`${base}/loggers`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      await get('/tea/ok');

      expect(await answer.json()).toMatchObject({ name: 'TeaService', kind: 'class' });
      expect(await listed.json()).toMatchObject({
        loggers: expect.arrayContaining([
          { name: 'kitchen', kind: 'logger', level: 'debug', configured: 'debug' },
          expect.objectContaining({ name: 'TeaService', level: 'debug' }),
        ]),
      });
      const [change] = logs.of('security');
      expect(change).toMatchObject({
        message: 'Security event: log_level_changed',
        request_id: answer.headers.get('x-request-id'),
        extra: { name: 'TeaService', from: 'info', to: 'debug' },
      });
      expect(JSON.stringify(change?.['extra'])).toContain('127.0.0.1');
      expect(logs.of('app').map(({ message }) => message)).toEqual([
        'water for green',
        'TeaService.brew completed',
      ]);
    });

    it('change nothing for a stranger, and nothing by GET', async () => {
      const stranger = await post('root', { level: 'silent' }, 'wrong-horse-battery');
      const read = await fetch(`${base}/loggers/root?level=silent`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });

      expect([stranger.status, read.status]).toEqual([401, 200]);
      expect(await read.json()).toMatchObject({ name: 'root', level: 'info' });
      expect(logs.of('security')).toMatchObject([
        { event: { type: 'endpoint_access_refused' }, extra: { reason: 'wrong token' } },
      ]);
    });

    it('write a method that is logged: called, completed, failed; no argument of it', async () => {
      await get('/tea/logged');

      expect(logs.of('performance')).toMatchObject([
        { message: 'TeaService.pour called', call: { arguments: 2 } },
        { message: 'TeaService.pour completed', call: { outcome: 'ok' } },
      ]);
      expect(logs.of('app')).toMatchObject([
        { message: 'TeaService.spill called', context: 'TeaService', method: 'spill' },
        { level: 'error', message: 'TeaService.spill failed', exception: { type: 'TypeError' } },
      ]);
      expect(JSON.stringify(logs.lines)).not.toContain('hunter2');
    });

    it('write events of business, performance and security, and count the sale', async () => {
      await get('/tea/sold');
      const page = await fetch(`${base}/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });

      expect(logs.lines.slice(0, 3)).toMatchObject([
        { logger: 'business', level: 'info', user_id: 'ada', event: { type: 'purchase' } },
        { logger: 'performance', level: 'warn', event: { type: 'slow_operation' } },
        { logger: 'security', level: 'error', extra: { password: '[Redacted]' } },
      ]);
      const ids = logs.lines.slice(0, 4).map(({ request_id }) => request_id);
      expect(new Set(ids).size).toBe(1);
      const text = await page.text();
      expect(text).toContain('business_event_value_total{event="purchase",unit="EUR"} 3.5');
      expect(text).not.toMatch(/\bada\b/);
    });
  });

  it('change no level where reading is open to everybody', async () => {
    await start({ logs: { destination: logs } });

    const [read, change] = [await fetch(`${base}/loggers`), await post('root', { level: 'warn' })];

    expect([read.status, change.status]).toEqual([200, 403]);
  });

  describe('with a tail', () => {
    beforeEach(() => start({ logs: { level: 'info', destination: logs, tail: { slowMs: 100 } } }));

    it('bring the debug lines of a request that fails, before its error', async () => {
      await get('/tea/broken/black');

      expect(logs.lines).toMatchObject([
        { level: 'debug', logger: 'app', message: 'water for black', tail: true },
        { level: 'debug', logger: 'kitchen', message: 'kettle on', tail: true },
        { level: 'debug', logger: 'app', message: 'TeaService.brew completed', tail: true },
        { level: 'error', message: 'unhandled error: pot broken' },
        { level: 'error', message: 'request completed' },
      ]);
      expect(new Set(logs.lines.map(({ request_id }) => request_id)).size).toBe(1);
      const times = logs.lines.map(({ timestamp }) => String(timestamp));
      expect(times.toSorted()).toEqual(times);
    });

    it('bring those of a slow request', async () => {
      await get('/tea/slow');

      expect(logs.lines.map(({ message }) => message)).toEqual([
        'water for oolong',
        'kettle on',
        'TeaService.brew completed',
        'request completed',
      ]);
    });

    it('leave them out when all is well, also while another request fails', async () => {
      await Promise.all([get('/tea/ok').catch(() => 0), fetch(`${base}/tea/broken/white`)]);
      await eventually(() => expect(logs.access).toHaveLength(2));

      const tail = logs.lines.filter((line) => line['tail']).map(({ message }) => message);
      expect(tail).toContain('water for white');
      expect(tail).not.toContain('water for green');
    });
  });

  it('say at debug that a request has begun, and at info if configured', async () => {
    await start({ logs: { level: 'info', started: 'info', destination: logs } });

    await get('/tea/ok?token=abc');
    await fetch(`${base}/livez`);

    expect(logs.of('http')).toMatchObject([
      { level: 'info', message: 'request started', http: { path: '/tea/ok?token=[Redacted]' } },
      { level: 'info', message: 'request completed' },
    ]);
    expect(logs.of('http')[0]?.request_id).toBe(logs.of('http')[1]?.request_id);
  });
});
