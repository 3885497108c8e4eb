import type { INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { AbstractHttpAdapter } from '@nestjs/core';

/** The HTTP platforms that every HTTP story runs on. */
export const platforms: readonly {
  readonly platform: string;
  readonly adapter: () => AbstractHttpAdapter;
}[] = [
  { platform: 'Express', adapter: () => new ExpressAdapter() },
  { platform: 'Fastify', adapter: () => new FastifyAdapter() },
];

/** For a story in which nothing depends on the platform: it runs once. */
export const anyPlatform = (): AbstractHttpAdapter => new ExpressAdapter();

/** Listens on a port that the system picks; returns the address. */
export async function listen(app: INestApplication): Promise<string> {
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
