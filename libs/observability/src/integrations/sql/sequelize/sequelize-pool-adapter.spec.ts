import { Pool } from 'sequelize-pool';
import { PoolSlot } from '../pool-slot';
import type { RawConnection } from '../raw-connection';
import { SequelizePoolAdapter } from './sequelize-pool-adapter';
import type { SequelizePool } from './sequelize-pool-adapter';

const MIN_MS = 1000;

/** A client of pg, as far as it is read. */
function client(): RawConnection {
  return { readyForQuery: true, query: method, escapeIdentifier: method, escapeLiteral: method };
}

function poolOf(max: number): Pool<RawConnection> {
  return new Pool({
    name: 'orders',
    create: () => Promise.resolve(client()),
    destroy: () => undefined,
    validate: () => true,
    acquireTimeoutMillis: 1_000_000,
    idleTimeoutMillis: 1_000_000,
    min: 0,
    max,
  });
}

const method = (): undefined => undefined;
const remedy = (): string => 'set the limit';

describe("Sequelize's pool", () => {
  let pool: Pool<RawConnection>;
  let adapter: SequelizePoolAdapter;
  let slot: PoolSlot<RawConnection>;

  beforeEach(() => {
    jest.useFakeTimers();
    pool = poolOf(2);
    adapter = new SequelizePoolAdapter(pool as unknown as SequelizePool);
    slot = new PoolSlot(adapter);
  });
  afterEach(() => jest.useRealTimers());

  it('is exhausted while the app holds all of it and callers wait', async () => {
    const held = [await pool.acquire(), await pool.acquire()];
    const waiting = pool.acquire();
    slot.exhaustedMs();
    jest.advanceTimersByTime(MIN_MS);

    expect(slot.exhaustedMs()).toBe(MIN_MS);

    pool.release(held[0]!);
    await waiting;
    expect(slot.exhaustedMs()).toBe(0);
  });

  it('is not exhausted while only our own check waits', async () => {
    await pool.acquire();
    await pool.acquire();
    void slot.query('SELECT 1', new AbortController().signal);
    await jest.advanceTimersByTimeAsync(1);

    expect([slot.exhaustedMs(), slot.isPoolFull(), pool.waiting]).toEqual([0, true, 1]);
  });

  it('passes on which setting its driver lacks', () => {
    const other = new SequelizePoolAdapter(pool as unknown as SequelizePool, remedy);

    expect(new PoolSlot(other).remedy()).toBe('set the limit');
    expect(slot.remedy()).toBeUndefined();
  });

  it('hands out connections as before, and failures too', async () => {
    const first = await pool.acquire();
    const failing = Object.assign(poolOf(1), {
      acquire: () => Promise.reject(new Error('no server')),
    });
    const other = new SequelizePoolAdapter(failing as unknown as SequelizePool);
    other.onAcquire(() => undefined);

    expect(first).toHaveProperty('readyForQuery');
    await expect(failing.acquire()).rejects.toThrow('no server');
  });
});
