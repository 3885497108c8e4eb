import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import { Controller, Get, Module, Param, Res, Sse, StreamableFile } from '@nestjs/common';
import type { DynamicModule, INestApplication, MessageEvent } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { concat, interval, map, of, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

const FIRST = 'x'.repeat(1000);
const LARGE = 20_000_000;
const DISK = 'the disk is gone';

/** Gives something, then fails. */
function breaking(): Readable {
  let pieces = 0;
  return new Readable({
    read() {
      pieces += 1;
      if (pieces <= 2) setImmediate(() => this.push(FIRST));
      else setImmediate(() => this.destroy(new Error(DISK)));
    },
  });
}

/** Gives a piece every few milliseconds, for as long as somebody listens. */
function endless(): Readable {
  return new Readable({
    read() {
      setTimeout(() => this.push(FIRST), 5);
    },
  });
}

type Answer = { raw: ServerResponse; hijack(): void } & ServerResponse;

/** The response of Node, which the framework leaves to us from now on. */
function rawOf(answer: Answer): ServerResponse {
  if (!answer.raw) return answer;
  answer.hijack();
  return answer.raw;
}

const BREAKS: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  'a pipeline': (response) => pipeline(breaking(), response).catch(() => undefined),
  'a pipe that destroys the response': (response) => {
    const source = breaking();
    source.on('error', (error) => response.destroy(error)).pipe(response);
  },
  'a destroyed response': (response) => {
    response.write(FIRST, () => response.destroy(new Error(DISK)));
  },
  'a response destroyed without a reason': (response) => {
    response.write(FIRST, () => response.destroy());
  },
  'a destroyed connection': (response) => {
    response.write(FIRST, () => response.socket?.destroy());
  },
};
const BREAK_NAMES = Object.keys(BREAKS);

const GOES_ON: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  'a pipe': (response) => endless().pipe(response),
  'a pipeline': (response) => pipeline(endless(), response).catch(() => undefined),
  'a piece': (response) => response.end(Buffer.alloc(LARGE)),
};
const GOES_ON_NAMES = Object.keys(GOES_ON);

@Controller()
class DownloadController {
  @Get('file')
  file(): StreamableFile {
    return new StreamableFile(breaking());
  }

  /** There is no such file, and the app has an answer for that. */
  @Get('missing')
  missing(): StreamableFile {
    const file = new StreamableFile(createReadStream('/no/such/file'));
    return file
      .setErrorHandler((_error, response) => {
        response.statusCode = 404;
        response.send('no such file');
      })
      .setErrorLogger(() => undefined);
  }

  @Get('whole')
  whole(): StreamableFile {
    return new StreamableFile(Readable.from([FIRST, FIRST]));
  }

  @Sse('events')
  events(): Observable<MessageEvent> {
    return concat(
      of({ data: 'first' }),
      throwError(() => new Error(DISK)),
    );
  }

  @Sse('endless-events')
  endlessEvents(): Observable<MessageEvent> {
    return interval(5).pipe(map((count) => ({ data: `event ${count}` })));
  }

  @Get('endless-file')
  endlessFile(): StreamableFile {
    return new StreamableFile(endless());
  }

  @Get('large-text')
  largeText(): string {
    return 'x'.repeat(LARGE);
  }

  @Get('breaks/:index')
  break(@Param('index') index: string, @Res() answer: Answer): void {
    void BREAKS[BREAK_NAMES[Number(index)] ?? '']?.(rawOf(answer));
  }

  @Get('goes-on/:index')
  goOn(@Param('index') index: string, @Res() answer: Answer): void {
    void GOES_ON[GOES_ON_NAMES[Number(index)] ?? '']?.(rawOf(answer));
  }
}

@Module({})
class DownloadModule {
  static with(destination: LogRecorder): DynamicModule {
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination } })];
    return { module: DownloadModule, controllers: [DownloadController], imports };
  }
}

describe.each(platforms)('an answer on $platform', ({ adapter, platform }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(DownloadModule.with(logs), adapter());
    base = await listen(app);
  });
  beforeEach(() => logs.clear());
  afterAll(() => app.close());

  const failing = [
    ...BREAK_NAMES.map((what, i) => ({ what, path: `/breaks/${i}` })),
    { what: 'a file', path: '/file' },
    { what: 'server-sent events', path: '/events' },
  ];
  it.each(failing)('that the server breaks off is an error, once: $what', async ({ path }) => {
    const before = app.get(ErrorInbox).total;

    await readUntilItEnds(path);

    await eventually(() => expect(outcomes()).toEqual(['error']));
    expect(logs.errors).toHaveLength(1);
    expect(app.get(ErrorInbox).total).toBe(before + 1);
  });

  const leaving = [
    ...GOES_ON_NAMES.map((what, i) => ({ what, path: `/goes-on/${i}` })),
    { what: 'a file', path: '/endless-file' },
    { what: 'a text', path: '/large-text' },
    { what: 'server-sent events', path: '/endless-events' },
  ].flatMap((each) => [
    { ...each, how: 'closes', resets: false },
    { ...each, how: 'resets', resets: true },
  ]);
  it.each(leaving)(
    'that the client $how the connection of is aborted, and no error: $what',
    async ({ path, resets }) => {
      const before = app.get(ErrorInbox).total;

      await leave(path, resets);

      await eventually(() => expect(outcomes()).toEqual(['aborted']));
      expect(logs.errors).toEqual([]);
      expect(app.get(ErrorInbox).total).toBe(before);
      expect(Number(logs.access[0]?.http['response_size'] ?? 0)).toBeLessThan(LARGE);
    },
  );

  it('that is whole is none of these', async () => {
    await readUntilItEnds('/whole');

    await eventually(() => expect(outcomes()).toEqual(['ok']));
  });

  if (platform === 'Express') {
    it('that the app gives instead of a file that is missing is planned', async () => {
      const before = app.get(ErrorInbox).total;

      await readUntilItEnds('/missing');

      await eventually(() => expect(outcomes()).toEqual(['ok']));
      expect(logs.access[0]?.http['status']).toBe(404);
      expect(app.get(ErrorInbox).total).toBe(before);
    });
  }

  function outcomes(): unknown[] {
    return logs.access.map(({ http }) => http['outcome']);
  }

  async function readUntilItEnds(path: string): Promise<void> {
    const answer = await fetch(base + path, { headers: { accept: '*/*' } });
    await answer.text().catch(() => undefined);
  }

  /** Reads the first bytes and goes. */
  function leave(path: string, resets: boolean): Promise<void> {
    const { port } = new URL(base);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
      });
      socket.once('error', reject);
      socket.once('data', () => {
        if (resets) socket.resetAndDestroy();
        else socket.destroy();
        resolve();
      });
    });
  }
});
