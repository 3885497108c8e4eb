import { closeSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { LogsOptions } from 'nestjs-observability';
import { ChattyProcess } from '../support/chatty-process';
import { eventually } from '../support/eventually';
import { Pipe } from '../support/log-outputs';

const TARGET = join(__dirname, '../support/transports/moody-transport.mjs');
const DIED = /The log destination "far" has died/g;

/** A transport does not know the platform; so each story meets one of them. */
describe('a pino transport of an app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'transport-'));
  const file = join(folder, 'lines.log');
  let chatty: ChattyProcess;
  let pipe: Pipe;
  let output = '';
  let reading: NodeJS.Timeout;

  beforeEach(() => {
    pipe = new Pipe();
    output = '';
    reading = setInterval(() => (output += pipe.read()), 5);
  });
  afterEach(() => {
    clearInterval(reading);
    chatty.kill();
    pipe.remove();
    rmSync(file, { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gets every line, those before the end of the app as well', async () => {
    await start('fine', 'Express');

    expect(await chatty.sell(200)).toBe(200);
    const { milliseconds } = await chatty.end();

    expect(milliseconds).toBeLessThan(8000);
    expect(
      messagesIn(readFileSync(file, 'utf8')).filter((text) => text === 'trouble'),
    ).toHaveLength(200);
    expect(output).toBe('');
  });

  it('that dies costs no line: standard output has what it has not, and one warning tells', async () => {
    await start('dies', 'Fastify');

    expect(await chatty.sell(200)).toBe(200);
    await eventually(() => {
      const there = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const all = [...messagesIn(there), ...messagesIn(output)];
      expect(all.filter((text) => text === 'trouble')).toHaveLength(200);
    });
    const { signal, milliseconds } = await chatty.end();

    expect(signal).toBe('SIGTERM');
    expect(milliseconds).toBeLessThan(8000);
    expect(chatty.stderr.match(DIED)).toHaveLength(1);
  });

  it('that hangs freezes nothing, neither requests nor the end', async () => {
    await start('hangs', 'Express');

    expect(await chatty.sell(1500)).toBe(1500);
    await eventually(async () => {
      expect((await chatty.dropped())['debug stalled']).toBeGreaterThan(0);
    });
    const { signal, milliseconds } = await chatty.end();

    expect(signal).toBe('SIGTERM');
    expect(milliseconds).toBeLessThan(8000);
  });

  it('that hangs does not hold up an exit either', async () => {
    await start('hangs', 'Fastify');
    await chatty.sell(20);
    await chatty.ask('/exit');

    const { code, milliseconds } = await chatty.ending();

    expect(code).toBe(3);
    expect(milliseconds).toBeLessThan(4000);
  });

  async function start(mood: string, platform: 'Express' | 'Fastify'): Promise<void> {
    const logs: LogsOptions = {
      destinations: {
        far: {
          type: 'transport',
          target: TARGET,
          options: { file, mood },
          maxWaitingBytes: 1_048_576,
        },
      },
    };
    chatty = await ChattyProcess.start({ platform, logs, stdout: pipe.writer });
    closeSync(pipe.writer);
  }
});

describe('a pino transport that is not there', () => {
  it('stops the start, with option, target and remedy', async () => {
    const destinations = { far: { type: 'transport', target: 'pino-nowhere' } } as const;
    const imports = [ObservabilityModule.forRoot({ logs: { destinations } })];

    const start = NestFactory.create(
      { module: class App {}, imports },
      { logger: false, abortOnError: false },
    );

    await expect(start).rejects.toThrow(
      'logs.destinations.far.target is "pino-nowhere", which cannot be started as a pino transport',
    );
  });
});

function messagesIn(text: string): string[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { message: string }).message);
}
