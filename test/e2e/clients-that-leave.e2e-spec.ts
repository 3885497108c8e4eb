import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Module, Res, StreamableFile } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

const PIECE = Buffer.alloc(65_536);

/** More than the buffers of a connection take. */
async function* pieces(): AsyncGenerator<Buffer> {
  for (let i = 0; i < 1000; i += 1) {
    yield PIECE;
    await sleep(2);
  }
}

async function* broken(): AsyncGenerator<Buffer> {
  yield PIECE;
  await sleep(2);
  throw new Error('the source broke');
}

type Reply = ServerResponse | { raw: ServerResponse; hijack(): void };

/** Node's response; Fastify's reply has it in it, and leaves it to the handler. */
function rawOf(reply: Reply): ServerResponse {
  if (!('raw' in reply)) return reply;
  reply.hijack();
  return reply.raw;
}

@Controller()
class Films {
  @Get('promise')
  async promise(@Res() response: Reply): Promise<void> {
    await piped(Readable.from(pieces()), rawOf(response));
  }

  @Get('callback')
  callback(@Res() response: Reply): Promise<void> {
    return new Promise((resolve, reject) => {
      pipeline(Readable.from(pieces()), rawOf(response), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  @Get('pipe')
  pipe(@Res() response: Reply): void {
    Readable.from(pieces()).pipe(rawOf(response));
  }

  @Get('file')
  file(): StreamableFile {
    return new StreamableFile(Readable.from(pieces()));
  }

  @Get('loop')
  async loop(@Res() response: Reply): Promise<void> {
    const raw = rawOf(response);
    for await (const piece of pieces()) await written(raw, piece);
    raw.end();
  }

  @Get('late')
  async late(@Res() response: Reply): Promise<void> {
    const raw = rawOf(response);
    raw.write(PIECE);
    await once(raw, 'close');
    await piped(Readable.from(pieces()), raw);
  }

  @Get('broken')
  async broken(@Res() response: Reply): Promise<void> {
    await piped(Readable.from(broken()), rawOf(response));
  }
}

function written(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

@Module({ controllers: [Films] })
class FilmsModule {}

describe.each(platforms)('a client that leaves, on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const observability = ObservabilityModule.forRoot({ logs: { destination: logs } });
    app = await NestFactory.create({ module: FilmsModule, imports: [observability] }, adapter(), {
      bufferLogs: true,
    });
    base = await listen(app);
  });

  afterAll(() => app.close());

  it.each(['promise', 'callback', 'pipe', 'file', 'loop', 'late'])(
    'in the middle of an answer by %s is one line at info, and no event',
    async (path) => {
      logs.clear();

      await leave(base, `/${path}`);
      await eventually(() => expect(logs.access).toHaveLength(1));
      await sleep(50);

      expect(logs.access).toMatchObject([{ level: 'info', http: { outcome: 'aborted' } }]);
      expect(logs.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
      expect(app.get(ErrorInbox).entries()).toEqual([]);
    },
  );

  it('does not hide that the source broke', async () => {
    logs.clear();

    await expect((await fetch(`${base}/broken`)).text()).rejects.toThrow();
    await eventually(() => expect(logs.access).toHaveLength(1));

    expect(logs.access).toMatchObject([{ level: 'error', http: { outcome: 'error' } }]);
    const events = app.get(ErrorInbox).entries();
    expect(events.map(({ message }) => message)).toEqual(['the source broke']);
  });
});

/** Reads the beginning of an answer and goes. */
async function leave(base: string, path: string): Promise<void> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  socket.destroy();
  await once(socket, 'close');
}
