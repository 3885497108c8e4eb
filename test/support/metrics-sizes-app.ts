import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Module, Post, StreamableFile } from '@nestjs/common';
import type { INestApplication, MiddlewareConsumer, NestModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';

const PIECES = 20;
const PIECE_BYTES = 1000;

/** Answers of many kinds, each at a route of its own. */
@Controller('sizes')
class SizesController {
  @Get('json')
  json(): object {
    return { text: 'größer'.repeat(100) };
  }

  @Get('chunked')
  chunked(): StreamableFile {
    const pieces = Array.from({ length: PIECES }, () => Buffer.alloc(PIECE_BYTES, 'x'));
    return new StreamableFile(Readable.from(pieces));
  }

  @Get('compressed')
  compressed(): object {
    return { text: 'again and '.repeat(5000) };
  }

  @Get('compressed-stream')
  compressedStream(): StreamableFile {
    return this.chunked();
  }

  @Get('none')
  @HttpCode(204)
  none(): void {}

  @Get('unchanged')
  @HttpCode(304)
  unchanged(): void {}

  @Post('upload')
  upload(@Body() body: object): object {
    return { keys: Object.keys(body).length };
  }
}

type Write = (chunk: unknown, encoding?: unknown) => boolean;
type End = (chunk?: unknown, encoding?: unknown) => ServerResponse;

/** Compresses as the package `compression` does: it puts methods of its own on the response. */
function compress(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const write = response.write.bind(response) as Write;
  const end = response.end.bind(response) as End;
  const zip = createGzip();
  zip.on('data', (piece) => void write(piece)).on('end', () => void end());
  replaceHead(response);
  // Never full: the answers are small, and nobody would tell the handler that it may go on.
  response.write = ((chunk: Buffer) => zip.write(chunk) || true) as ServerResponse['write'];
  response.end = ((chunk?: Buffer | string) => {
    zip.end(chunk ?? '');
    return response;
  }) as ServerResponse['end'];
  next();
}

/** What the handler said of the length is no longer so. */
function replaceHead(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, headers: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.removeHeader('content-length');
    response.setHeader('content-encoding', 'gzip');
    return writeHead(status);
  }) as ServerResponse['writeHead'];
}

const SILENT = { logs: { level: 'silent' as const } };

@Module({ imports: [ObservabilityModule.forRoot(SILENT)], controllers: [SizesController] })
class SizesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(compress).forRoutes('sizes/compressed', 'sizes/compressed-stream');
  }
}

/** Makes the app. */
export function createSizesApp(adapter: AbstractHttpAdapter): Promise<INestApplication> {
  return NestFactory.create(SizesModule, adapter, { logger: false });
}
