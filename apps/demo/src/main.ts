import 'nestjs-observability/register';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { banner } from './playground/banner';
import { PlaygroundModule } from './playground/playground.module';
import { startServers } from './playground/servers/servers';

const PORT = 3000;

async function main(): Promise<void> {
  const servers = await startServers(process.env);
  try {
    Object.assign(process.env, servers.environment);
    const module = PlaygroundModule.on(servers.networks);
    const isFastify = process.env['HTTP_PLATFORM'] === 'fastify';
    const adapter = isFastify ? new FastifyAdapter() : new ExpressAdapter();
    // Nest's first lines wait until the module's logger is there.
    const app = await NestFactory.create(module, adapter, {
      abortOnError: false,
      bufferLogs: true,
    });
    // Linux lets no signal end the first process of a container, which Nest would end itself by.
    app.enableShutdownHooks([], { useProcessExit: process.pid === 1 });
    await app.listen(process.env['PORT'] ?? PORT);
    const { port } = app.getHttpServer().address() as { port: number };
    // The lines of the start come first.
    await sleep(50);
    process.stdout.write(`${banner(`http://localhost:${port}`, servers)}\n`);
    // The servers end with the process; the database process notices that by itself.
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The demo shop did not start.\n${String(error)}\n`);
  // Clients that were made before the mistake was found would keep the process.
  process.exit(1);
});
