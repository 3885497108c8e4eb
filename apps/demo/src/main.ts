import 'nestjs-observability/register';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { banner } from './banner';
import { startSurroundings } from './surroundings/surroundings';

const PORT = 3000;

async function main(): Promise<void> {
  const surroundings = await startSurroundings(process.env);
  try {
    const module = AppModule.in(surroundings);
    const isFastify = process.env['HTTP_PLATFORM'] === 'fastify';
    const adapter = isFastify ? new FastifyAdapter() : new ExpressAdapter();
    // Nest's first lines wait until the module's logger is there.
    const options = { abortOnError: false, bufferLogs: true };
    const app = await NestFactory.create(module, adapter, options);
    // Linux lets no signal end the first process of a container, which Nest would end itself by.
    app.enableShutdownHooks([], { useProcessExit: process.pid === 1 });
    await app.listen(process.env['PORT'] ?? PORT);
    const { port } = app.getHttpServer().address() as { port: number };
    // The lines of the start come first.
    await sleep(50);
    process.stdout.write(`${banner(`http://localhost:${port}`, surroundings)}\n`);
    // What the shop needs goes when the process does; the database process notices by itself.
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The demo shop did not start.\n${String(error)}\n`);
  // Clients that were made before the mistake was found would keep the process.
  process.exit(1);
});
