import { redisOf } from './redis-store';

const INFO = [
  '# Clients',
  'connected_clients:12',
  'maxclients:10000',
  '# Memory',
  'used_memory:1048576',
  'used_memory_human:1.00M',
  'used_memory_peak:2097152',
  'maxmemory:4194304',
  'maxmemory_human:4.00M',
  'maxmemory_policy:allkeys-lru',
].join('\r\n');

class FakeClient {
  constructor(private readonly text: string) {}

  async info(): Promise<string> {
    return this.text;
  }
}

describe('the Redis behind a cache', () => {
  it('tells its memory and clients', async () => {
    const redis = redisOf([{ store: { client: new FakeClient(INFO) } }]);

    expect(await redis?.infos()).toEqual([
      { usedMemory: 1_048_576, maxMemory: 4_194_304, clients: 12 },
    ]);
  });

  it('is found behind other stores', async () => {
    const redis = redisOf([{ store: new Map() }, { store: { client: new FakeClient(INFO) } }]);

    expect(await redis?.infos()).toMatchObject([{ clients: 12 }]);
  });

  it('tells zeros for what it does not say', async () => {
    const redis = redisOf([{ store: { client: new FakeClient('# Server') } }]);

    expect(await redis?.infos()).toEqual([{ usedMemory: 0, maxMemory: 0, clients: 0 }]);
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, true],
  ])('whose client has `isReady` %s counts as ready: %s', (said, isReady) => {
    const client = Object.assign(new FakeClient(INFO), { isReady: said });

    expect(redisOf([{ store: { client } }])?.isReady()).toBe(isReady);
  });

  it.each([
    ['there are no stores', []],
    ['values are kept in memory', [{ store: new Map() }]],
    ['the store has no adapter', [{}]],
    ['the client is another one', [{ store: { client: { info: 'not a method' } } }]],
  ])('is missing when %s', (_kind, stores) => {
    expect(redisOf(stores)).toBeUndefined();
  });
});
