import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogsOptions } from 'nestjs-observability';
import { ChattyProcess } from '../support/chatty-process';
import type { ChattyOptions } from '../support/chatty-process';
import { eventually } from '../support/eventually';
import { Pipe } from '../support/log-outputs';
import { SmallDisk } from '../support/small-disk';

const REQUESTS = 1500;
const MIB = 1_048_576;
/** Small, so that it overflows in seconds. */
const CONSOLE: LogsOptions = {
  destinations: { console: { type: 'console', maxWaitingBytes: MIB } },
};
const HOLDS_BACK = /The log destination "\w+" is dropping lines/g;
const TAKES_AGAIN = /The log destination "\w+" accepts lines again; \d+ were dropped/g;

type Platform = 'Express' | 'Fastify';

/** What one story uses, gone when it is over. */
class Parts {
  private readonly ends: (() => void)[] = [];

  constructor(private readonly platform: Platform) {}

  pipe(): Pipe {
    const pipe = new Pipe();
    this.ends.push(() => pipe.remove());
    return pipe;
  }

  disk(kibibytes: number): SmallDisk {
    const disk = SmallDisk.mount(kibibytes);
    this.ends.push(() => disk.unmount());
    return disk;
  }

  async start(
    stdout: NonNullable<ChattyOptions['stdout']>,
    more: Partial<ChattyOptions> = {},
  ): Promise<ChattyProcess> {
    const { platform } = this;
    const chatty = await ChattyProcess.start({ platform, logs: CONSOLE, stdout, ...more });
    this.ends.push(() => chatty.kill());
    if (typeof stdout === 'number') closeSync(stdout);
    return chatty;
  }

  /** The process first: it may still write to the disk. */
  end(): void {
    for (const end of this.ends.toReversed()) end();
  }
}

/** The stories wait more than they work, so two of them run at a time. */
async function using(platform: Platform, tell: (parts: Parts) => Promise<void>): Promise<void> {
  const parts = new Parts(platform);
  try {
    await tell(parts);
  } finally {
    parts.end();
  }
}

/** What becomes of lines does not know the platform; so each story meets one of them. */
describe('an app', () => {
  it.concurrent('answers all requests while nobody reads its log, and breaks no line', () =>
    using('Express', async (parts) => {
      const pipe = parts.pipe();
      const chatty = await parts.start(pipe.writer, { hasHadChild: true });
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
    }),
  );

  it.concurrent('goes on where it was when its log is read again, and has kept every error', () =>
    using('Fastify', async (parts) => {
      const reader = parts.pipe();
      const chatty = await parts.start(reader.writer);
      await chatty.sell(REQUESTS);

      let text = '';
      await eventually(() => {
        text += reader.read();
        expect(text.includes('accepts lines again')).toBe(true);
      }, 5000);

      const lines = linesOf(text);
      const errors = lines.filter(({ level }) => level === 'error');
      const debugLost = (await chatty.dropped())['debug stalled'] ?? 0;
      expect(errors).toHaveLength(REQUESTS);
      // One more is the library's own, of its start: what it found in the container.
      const debugKept = lines.filter(({ level }) => level === 'debug').length;
      expect(debugKept + debugLost).toBe(4 * REQUESTS + 1);
      expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);
      expect(chatty.stderr.match(TAKES_AGAIN)).toHaveLength(1);
    }),
  );

  it.concurrent('answers all requests when its standard output is closed, and says so once', () =>
    using('Express', async (parts) => {
      const pipe = parts.pipe();
      const chatty = await parts.start(pipe.writer);
      pipe.closeReader();

      expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
      await eventually(async () => expect((await chatty.dropped())['error closed']).toBe(REQUESTS));
      expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);

      const { milliseconds } = await chatty.end();
      expect(milliseconds).toBeLessThan(8000);
    }),
  );

  it.concurrent('answers all requests when its standard output is a full disk', () =>
    using('Fastify', async (parts) => {
      const full = openSync('/dev/full', 'w');
      const chatty = await parts.start(full);

      expect(await chatty.sell(REQUESTS)).toBe(REQUESTS);
      expect((await chatty.dropped())['debug no_space']).toBeGreaterThan(0);
      expect(chatty.stderr.match(HOLDS_BACK)).toHaveLength(1);

      const { milliseconds } = await chatty.end();
      expect(milliseconds).toBeLessThan(8000);
    }),
  );

  it.concurrent(
    'writes its file again within five seconds after a full disk has room, and breaks no line',
    () =>
      using('Express', async (parts) => {
        const small = parts.disk(256);
        small.fill(128);
        const path = join(small.path, 'app.log');
        const file = { type: 'file', path, level: 'info', maxWaitingBytes: MIB } as const;
        const chatty = await parts.start('ignore', { logs: { destinations: { file } } });

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
      }),
  );

  for (const [mood, platform] of [
    ['is not read', 'Express'],
    ['is closed', 'Fastify'],
  ] as const) {
    it.concurrent(`answers all requests when its log is a socket that ${mood}`, () =>
      using(platform, async (parts) => {
        const chatty = await parts.start('pipe');
        if (mood === 'is closed') chatty.child.stdout?.destroy();

        expect(await chatty.sell(500)).toBe(500);
        expect(Object.keys(await chatty.dropped()).length).toBeGreaterThan(0);

        const { milliseconds } = await chatty.end();
        expect(milliseconds).toBeLessThan(8000);
      }),
    );
  }

  it.concurrent('writes what it still holds when it exits by itself', () =>
    using('Express', async (parts) => {
      const reader = parts.pipe();
      const chatty = await parts.start(reader.writer);
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
    }),
  );

  it.concurrent('exits by itself though nobody reads its log', () =>
    using('Fastify', async (parts) => {
      const pipe = parts.pipe();
      const chatty = await parts.start(pipe.writer);
      await chatty.sell(200);
      await chatty.ask('/exit');

      const { code, milliseconds } = await chatty.ending();

      expect(code).toBe(3);
      expect(milliseconds).toBeLessThan(4000);
      linesOf(pipe.read());
    }),
  );
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
