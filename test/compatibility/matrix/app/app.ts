// The app of each cell of the matrix: the start of the README, with what a request can meet. It is compiled in each
// project, as CommonJS and as an ES module, so its types are those that a user sees.
import 'nestjs-observability/register';
import 'reflect-metadata';
import { Controller, Get, Injectable, Module, NotFoundException, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Monitored, ObservabilityModule } from 'nestjs-observability';

@Injectable()
class ItemsService {
  @Monitored('items.find')
  async find(id: string): Promise<{ id: string }> {
    return { id };
  }

  @Monitored()
  async broken(): Promise<never> {
    throw new Error('the shelf is broken');
  }
}

@Controller('items')
class ItemsController {
  constructor(private readonly items: ItemsService) {}

  @Get('missing')
  missing(): never {
    throw new NotFoundException('no such item');
  }

  @Get('broken')
  broken(): Promise<never> {
    return this.items.broken();
  }

  @Get(':id')
  find(@Param('id') id: string): Promise<{ id: string }> {
    return this.items.find(id);
  }
}

@Module({
  imports: [ObservabilityModule.forRoot()],
  controllers: [ItemsController],
  providers: [ItemsService],
})
class AppModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule, await adapter(), { bufferLogs: true });
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`listens on ${await app.getUrl()}\n`);
}

/** The other platform is not loaded: an app has one. */
async function adapter(): Promise<AbstractHttpAdapter> {
  if (process.env['PLATFORM'] === 'Fastify') {
    const { FastifyAdapter } = await import('@nestjs/platform-fastify');
    return new FastifyAdapter();
  }
  const { ExpressAdapter } = await import('@nestjs/platform-express');
  return new ExpressAdapter();
}

void main();
