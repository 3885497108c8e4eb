import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { answerHarness } from './harness-link';
import { ShopModule } from './shop.module';
import type { Additions } from './shop.module';

/** How a variant boots, where it differs from the bare app. */
export interface Variant extends Additions {
  readonly nest?: NestApplicationOptions;
  /** Runs before the app listens, as its main.ts would. */
  readonly prepare?: (app: INestApplication) => void | Promise<void>;
}

/** The platform of this process: 'express' or 'fastify'. */
export const isFastify = process.env['BENCH_PLATFORM'] === 'fastify';

/** Boots the app and tells the harness where it listens. Each variant's file is a main.ts of its own. */
export async function serve(variant: Variant = {}): Promise<void> {
  const port = await listen(variant);
  // The paired measurement wants the bare app beside it, in the same process.
  const barePort = process.env['BENCH_PAIRED'] ? await listen({}) : undefined;
  answerHarness({ port, barePort });
}

async function listen({ nest, prepare, ...additions }: Variant): Promise<number> {
  const adapter = isFastify ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(ShopModule.with(additions), adapter, nest);
  await prepare?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return port;
}
