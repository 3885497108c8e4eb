/** What a Redis server says of itself, by INFO. */
export interface RedisInfo {
  readonly usedMemory: number;
  /** 0 when there is no limit. */
  readonly maxMemory: number;
  readonly clients: number;
}

/** Reads the answer to INFO; what it does not tell is 0. */
export function parseInfo(text: string): RedisInfo {
  const number = (key: string): number =>
    Number(new RegExp(`^${key}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    usedMemory: number('used_memory'),
    maxMemory: number('maxmemory'),
    clients: number('connected_clients'),
  };
}

/** Several servers as one: what they use and whom they serve, added up. */
export function totalOf(infos: readonly RedisInfo[]): Omit<RedisInfo, 'maxMemory'> {
  return {
    usedMemory: infos.reduce((total, { usedMemory }) => total + usedMemory, 0),
    clients: infos.reduce((total, { clients }) => total + clients, 0),
  };
}
