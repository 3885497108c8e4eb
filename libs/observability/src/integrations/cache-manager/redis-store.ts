/** What Redis says of itself, by INFO. */
export interface RedisInfo {
  readonly usedMemory: number;
  /** 0 when there is no limit. */
  readonly maxMemory: number;
  readonly clients: number;
}

/** The Redis behind a cache. */
export interface Redis {
  info(): Promise<RedisInfo>;
  /** False while its client is not connected and a question would fail or wait. */
  isReady(): boolean;
}

interface RedisClient {
  readonly isReady?: boolean;
  info(): Promise<string>;
}

/** The Redis behind a cache's stores (Keyv, its adapter, the adapter's client), if there is one. */
export function redisOf(stores: readonly unknown[]): Redis | undefined {
  for (const store of stores) {
    const adapter = (store as { store?: { client?: Partial<RedisClient> } }).store;
    const client = adapter?.client;
    if (typeof client?.info === 'function') {
      const { info } = client;
      return {
        info: async () => parseInfo(await info.call(client)),
        isReady: () => client.isReady !== false,
      };
    }
  }
  return undefined;
}

function parseInfo(text: string): RedisInfo {
  const number = (key: string): number =>
    Number(new RegExp(`^${key}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    usedMemory: number('used_memory'),
    maxMemory: number('maxmemory'),
    clients: number('connected_clients'),
  };
}
