import { Redis } from 'ioredis';

/** Another client of Redis, that overwrites each value of a health check as soon as it is set. */
export class OverwritingClient {
  private constructor(
    private readonly listener: Redis,
    private readonly writer: Redis,
  ) {}

  static async at(url: string): Promise<OverwritingClient> {
    const [listener, writer] = [new Redis(url), new Redis(url)];
    await writer.config('SET', 'notify-keyspace-events', 'E$');
    const done = new Set<string>();
    listener.on('message', (_channel, key) => {
      if (!key.includes('health_check_') || done.has(key)) return;
      done.add(key);
      void writer.set(key, 'wrong', 'EX', 60);
    });
    await listener.subscribe('__keyevent@0__:set');
    return new OverwritingClient(listener, writer);
  }

  async stop(): Promise<void> {
    await this.writer.config('SET', 'notify-keyspace-events', '');
    this.listener.disconnect();
    this.writer.disconnect();
  }
}
