import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogsOptions } from 'nestjs-observability';
import { ChattyProcess } from '../support/chatty.process';
import type { ChattyOptions } from '../support/chatty.process';
import { eventually } from '../support/eventually';
import { Pipe } from '../support/outlets';
import { SmallDisk } from '../support/small-disk';

const REQUESTS = 1500;
const MIB = 1_048_576;
/** Small, so that it overflows in seconds. */
const CONSOLE: LogsOptions = {
  destinations: { console: { type: 'console', maxWaitingBytes: MIB } },
};
const HOLDS_BACK = /The log destination "\w+" loses lines/g;
const TAKES_AGAIN = /The log destination "\w+" takes lines again; \d+ were lost/g;

describe.each(['Express', 'Fastify'])('an app on %s', (platform) => {
  let chatty: ChattyProcess | undefined;
  let pipe: Pipe | undefined;
  let disk: SmallDisk | undefined;

  afterEach(() => {
    chatty?.kill();
    pipe?.remove();
    disk?.unmount();
    [chatty, pipe, disk] = [undefined, undefined, undefined];
  });

  it('answers all requests while nobody reads its log, and breaks no line', async () => {
    pipe = new Pipe();
    chatty = await start(pipe.writer, { hasHadChild: true });
    const before = await chatty.heap();

    expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
    const dropped = await chatty.dropped();
    expect(dropped['debug stalled']).toBeGreaterThan(0);
    expect(dropped['error stalled']).toBeUndefined();
    expect((await chatty.heap()) - before).toBeLessThan(20 * MIB);
    expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);

    const { signal, milliseconds } = await chatty.end();
    expect(signal).toBe('SIGTERM');
    expect(milliseconds).toBeLessThan(8000);
    const lines = linesOf(pipe.read());
    expect(lines.length).toBeGreaterThan(10);
  });

  it('goes on where it was when its log is read again, and has kept every error', async () => {
    const reader = (pipe = new Pipe());
    chatty = await start(reader.writer);
    await chatty.sell(REQUESTS);

    let text = '';
    await eventually(() => {
      text += reader.read();
      expect(text.includes('takes lines again')).toBe(true);
    }, 5000);

    const lines = linesOf(text);
    const errors = lines.filter(({ level }) => level === 'error');
    const debugLost = (await chatty.dropped())['debug stalled'] ?? 0;
    expect(errors).toHaveLength(REQUESTS);
    const debugKept = lines.filter(({ level }) => level === 'debug').length;
    expect(debugKept + debugLost).toBe(4 * REQUESTS);
    expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);
    expect(chatty.stderr.match(TAKES_AGAIN)).toHaveLength(1);
  });

  it('answers all requests when its standard output is closed, and says so once', async () => {
    pipe = new Pipe();
    chatty = await start(pipe.writer);
    pipe.closeReader();

    expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
    const closed = chatty;
    await eventually(async () => expect((await closed.dropped())['error closed']).toBe(REQUESTS));
    expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);

    const { milliseconds } = await chatty.end();
    expect(milliseconds).toBeLessThan(8000);
  });

  it('answers all requests when its standard output is a full disk', async () => {
    const full = openSync('/dev/full', 'w');
    chatty = await start(full);

    expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
    expect((await chatty.dropped())['debug no_space']).toBeGreaterThan(0);
    expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);

    const { milliseconds } = await chatty.end();
    expect(milliseconds).toBeLessThan(8000);
  });

  it('writes its file again within five seconds after a full disk has room, and breaks no line', async () => {
    const small = (disk = SmallDisk.mount(256));
    small.fill(128);
    const path = join(small.path, 'app.log');
    chatty = await ChattyProcess.start({
      platform,
      logs: { destinations: { file: { type: 'file', path, level: 'info', maxWaitingBytes: MIB } } },
    });

    expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
    const whileFull = readFileSync(path, 'utf8').length;
    expect(await chatty.sell(20)).toBe(20);
    expect(readFileSync(path, 'utf8').length).toBe(whileFull);
    small.free();

    await eventually(() => {
      expect(readFileSync(path, 'utf8').length).toBeGreaterThan(whileFull);
    }, 5000);
    const { milliseconds } = await chatty.end();
    expect(milliseconds).toBeLessThan(8000);
    linesOf(readFileSync(path, 'utf8'));
  });

  it.each(['is not read', 'is closed'])(
    'answers all requests when its log is a socket that %s',
    async (mood) => {
      chatty = await start('pipe');
      if (mood === 'is closed') chatty.child.stdout?.destroy();

      expect(await chatty.sell(500)).toBe(500);
      expect(Object.keys(await chatty.dropped()).length).toBeGreaterThan(0);

      const { milliseconds } = await chatty.end();
      expect(milliseconds).toBeLessThan(8000);
    },
  );

  it('writes what it still holds when it exits by itself', async () => {
    const reader = (pipe = new Pipe());
    chatty = await start(reader.writer);
    await chatty.sell(20);
    await chatty.ask('/exit');

    let text = '';
    const reading = setInterval(() => (text += reader.read()), 5);
    const { code, milliseconds } = await chatty.ending();
    clearInterval(reading);
    text += reader.read();

    expect(code).toBe(3);
    expect(milliseconds).toBeLessThan(4000);
    const sold = linesOf(text).filter(({ message }) => message.startsWith('looked at'));
    expect(sold).toHaveLength(80);
  });

  it('exits by itself though nobody reads its log', async () => {
    pipe = new Pipe();
    chatty = await start(pipe.writer);
    await chatty.sell(200);
    await chatty.ask('/exit');

    const { code, milliseconds } = await chatty.ending();

    expect(code).toBe(3);
    expect(milliseconds).toBeLessThan(4000);
    linesOf(pipe.read());
  });

  async function start(
    stdout: number | 'pipe',
    more: Partial<ChattyOptions> = {},
  ): Promise<ChattyProcess> {
    const started = await ChattyProcess.start({ platform, logs: CONSOLE, stdout, ...more });
    if (typeof stdout === 'number') closeSync(stdout);
    return started;
  }
});

interface Line {
  readonly level: string;
  readonly message: string;
}

/** The lines, each of them whole. */
function linesOf(text: string): Line[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
