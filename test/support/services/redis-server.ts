import { freePort } from './free-port';
import { ServerProcess } from './server-process';

/** A Redis of the test's own (Debian's redis-server), with nothing on disk. */
export class RedisServer extends ServerProcess {
  /** Makes and starts one. @param flags settings of the server */
  static async start(...flags: readonly string[]): Promise<RedisServer> {
    const port = await freePort();
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      ...flags,
    ];
    const server = { command: 'redis-server', args, port, stopSignal: 'SIGTERM' as const };
    const redis = new RedisServer(server);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.server.port}`;
  }
}
