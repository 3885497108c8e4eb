import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { DestinationOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { RsyslogServer } from '../support/services/rsyslog-server';
import { freePort } from '../support/services/free-port';
import { SmtpReceiver } from '../support/smtp-receiver';

describe('log destinations', () => {
  let app: INestApplication | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'log-destinations-'));
  const shop = new Logger('Shop');

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function openApp(destinations: Record<string, DestinationOptions>): Promise<void> {
    const options = {
      service: { name: 'shop', version: '1.0.0', environment: 'production' },
      logs: { level: 'info', destinations },
    };
    const module = { module: class App {}, imports: [ObservabilityModule.forRoot(options)] };
    app = await NestFactory.create(module, { abortOnError: false, bufferLogs: true });
    await app.init();
    app.flushLogs();
  }

  describe('in a file', () => {
    it('rotate at the size, keep as many files as they may, and lose no line', async () => {
      const path = join(folder, 'rotated.log');
      await openApp({ file: { type: 'file', path, maxBytes: 100_000, maxFiles: 5 } });

      for (let i = 0; i < 600; i += 1) {
        shop.log(`line ${i} ${'x'.repeat(300)}`);
        if (i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await app?.close();

      const files = readdirSync(folder).filter((name) => name.startsWith('rotated.log'));
      const newestLast = files.toSorted((a, b) => b.localeCompare(a));
      const lines = newestLast.flatMap((name) => linesOf(join(folder, name)));
      const numbers = lines.flatMap(({ message }) => message.match(/^line (\d+)/)?.[1] ?? []);
      expect(numbers).toEqual(Array.from({ length: 600 }, (_, i) => String(i)));
      expect(files.length).toBeGreaterThan(2);
      expect(statSync(path).size).toBeLessThan(200_000);
      const rotated = files.filter((name) => name !== 'rotated.log');
      const sizes = rotated.map((name) => statSync(join(folder, name)).size);
      expect(sizes.filter((size) => size > 100_000 || size < 75_000)).toEqual([]);
    });

    it('never have more files than they may besides the current one', async () => {
      const path = join(folder, 'few.log');
      await openApp({ file: { type: 'file', path, maxBytes: 2048, maxFiles: 2 } });

      for (let i = 0; i < 100; i += 1) {
        shop.log(`line ${i} ${'x'.repeat(300)}`);
        if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await app?.close();

      const files = readdirSync(folder).filter((name) => name.startsWith('few.log'));
      expect(files.toSorted()).toEqual(['few.log', 'few.log.1', 'few.log.2']);
    });

    it('have the errors in one of their own', async () => {
      const [path, errorPath] = [join(folder, 'all.log'), join(folder, 'error.log')];
      await openApp({
        file: { type: 'file', path },
        errors: { type: 'file', path: errorPath, level: 'error', format: 'ecs' },
      });

      shop.log('tea sold');
      shop.error('no tea left');
      await app?.close();

      expect(linesOf(path).map(({ message }) => message)).toEqual(
        expect.arrayContaining(['tea sold', 'no tea left']),
      );
      expect(linesOf(errorPath)).toEqual([
        expect.objectContaining({ 'log.level': 'error', message: 'no tea left' }),
      ]);
    });
  });

  describe('in syslog', () => {
    let rsyslog: RsyslogServer;

    beforeAll(async () => {
      rsyslog = await RsyslogServer.start();
    });
    afterAll(() => rsyslog.stop());

    it.each(['udp', 'tcp'] as const)('arrive as RFC 5424 over %s', async (protocol) => {
      await openApp({
        syslog: {
          type: 'syslog',
          protocol,
          port: rsyslog.port,
          facility: 'auth',
          appName: protocol,
        },
      });

      shop.warn('tea is running out');
      shop.error('no tea left: größe 漢字');

      const messages = await eventually(() => {
        const got = rsyslog.messages().filter(({ app: name }) => name === protocol);
        expect(got.filter(({ text }) => text.includes('"Shop"'))).toHaveLength(2);
        return got.filter(({ text }) => text.includes('"Shop"'));
      });
      expect(messages.map(({ pri }) => pri)).toEqual(['36', '35']);
      expect(messages[1]).toMatchObject({
        protocol: '1',
        host: hostname(),
        processId: String(process.pid),
        structuredData: '[origin software="shop" swVersion="1.0.0"]',
      });
      expect(JSON.parse(messages[1]?.text ?? '')).toMatchObject({
        level: 'error',
        context: 'Shop',
        message: 'no tea left: größe 漢字',
      });
    });

    it('wait for a server that is away, and arrive whole when it is back', async () => {
      await openApp({
        syslog: { type: 'syslog', protocol: 'tcp', port: rsyslog.port, appName: 'patient' },
      });
      shop.log('before');
      await eventually(() => expect(ofPatient()).toEqual(['before']));

      await rsyslog.kill();
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (let i = 0; i < 100; i += 1) shop.log(`while away ${i}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await rsyslog.start();

      await eventually(() => {
        expect(ofPatient().slice(1)).toEqual(
          Array.from({ length: 100 }, (_, i) => `while away ${i}`),
        );
      }, 5000);
    });

    it('reach a stream socket of this machine, each message after its length', async () => {
      const path = join(folder, 'syslog.sock');
      let got = '';
      const server = createServer((socket) =>
        socket.on('data', (chunk) => (got += chunk.toString())),
      );
      await new Promise<void>((resolve) => server.listen(path, resolve));
      await openApp({ syslog: { type: 'syslog', protocol: 'unix', path, appName: 'shop' } });

      shop.error('größe');
      await eventually(() => expect(got).toContain('größe'));
      await app?.close();
      server.close();

      const [, length = '', rest = ''] = /(\d+) (<131>1 [^\n]*"message":"größe"\})/.exec(got) ?? [];
      expect(Number(length)).toBe(Buffer.byteLength(rest));
    });

    it('do not hold up the start or the end of an app where there is no server', async () => {
      const begun = performance.now();
      await openApp({ syslog: { type: 'syslog', protocol: 'tcp', port: await freePort() } });
      shop.log('into the void');
      await app?.close();

      expect(performance.now() - begun).toBeLessThan(4000);
    });

    function ofPatient(): string[] {
      const got = rsyslog.messages().filter(({ app: name }) => name === 'patient');
      const lines = got.map(
        ({ text }) => JSON.parse(text) as { context?: string; message: string },
      );
      return lines.filter(({ context }) => context === 'Shop').map(({ message }) => message);
    }
  });

  describe('by mail', () => {
    let smtp: SmtpReceiver;

    beforeEach(async () => {
      smtp = await SmtpReceiver.start();
    });
    afterEach(() => smtp.stop());

    it('tell the admins of a storm of errors in one mail, with no secret in it', async () => {
      await openApp({ mail: mail(smtp.port) });

      shop.log('tea sold');
      for (let i = 0; i < 200; i += 1) shop.error(`order ${i} failed: password=hunter3`);
      await eventually(() => expect(smtp.mails).toHaveLength(1));

      const [{ from, to, source } = { from: '', to: [], source: '' }] = smtp.mails;
      expect({ from, to }).toEqual({
        from: 'shop@example.org',
        to: ['admin@example.org', 'ops@example.org'],
      });
      expect(source).toContain('[shop production] 200 errors');
      expect(source).toContain('200 times');
      expect(source).not.toContain('hunter3');
      expect(source).not.toContain('tea sold');
    });

    it('go out when the app ends', async () => {
      await openApp({ mail: mail(smtp.port) });

      shop.fatal('out of tea');
      await app?.close();

      expect(smtp.mails).toHaveLength(1);
    });

    it('hold up nothing when the mail server is not there', async () => {
      await openApp({ mail: mail(await freePort()) });
      shop.error('no tea left');
      const begun = performance.now();
      await app?.close();

      expect(performance.now() - begun).toBeLessThan(4000);
    });
  });
});

function linesOf(path: string): { level: string; message: string }[] {
  const text = readFileSync(path, 'utf8');
  // A file is empty where the last lines have filled the one before.
  if (text === '') return [];
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; message: string });
}

function mail(port: number): DestinationOptions {
  return {
    type: 'email',
    from: 'shop@example.org',
    to: ['admin@example.org', 'ops@example.org'],
    smtp: `smtp://shop:hunter2@127.0.0.1:${port}`,
  };
}
