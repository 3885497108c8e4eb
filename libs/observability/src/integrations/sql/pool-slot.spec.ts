import { TimeoutError } from '../../core';
import type { PoolAdapter, PoolUsage } from './pool-adapter';
import { PoolSlot } from './pool-slot';

/** The acquisition of a connection, settled by the test. */
interface FakeAcquisition {
  come(connection: string): void;
  fail(error: Error): void;
}

/** A pool of two connections, whose acquisitions the test settles; it records what is done with them. */
class FakePoolAdapter implements PoolAdapter<string> {
  readonly acquisitions: FakeAcquisition[] = [];
  readonly log: string[] = [];
  isFull = false;
  waiting = 0;
  answer: () => Promise<unknown> = async () => ['row'];

  acquire(): Promise<string> {
    if (this.isFull) this.waiting += 1;
    return new Promise((come, fail) => this.acquisitions.push({ come, fail }));
  }

  query(connection: string, sql: string): Promise<unknown> {
    this.log.push(`${connection}: ${sql}`);
    return this.answer();
  }

  release(connection: string): void {
    this.log.push(`back ${connection}`);
  }

  destroy(connection: string): void {
    this.log.push(`destroy ${connection}`);
  }

  usage(): PoolUsage {
    return { max: 2, inUse: this.isFull ? [{}, {}] : [], waiting: this.waiting };
  }

  onAcquire(): void {}

  remedy(): string {
    return 'set the limit';
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let adapter: FakePoolAdapter;
let slot: PoolSlot<string>;
let limit: AbortController;

beforeEach(() => {
  adapter = new FakePoolAdapter();
  slot = new PoolSlot(adapter);
  limit = new AbortController();
});

function timeOut(): void {
  limit.abort(new TimeoutError(100));
}

/** A check that waits for its connection until it times out. */
async function checkInVain(): Promise<unknown> {
  limit = new AbortController();
  const rows = slot.query('SELECT 1', limit.signal).catch((error: Error) => error.message);
  timeOut();
  return rows;
}

describe('the slot of a pool', () => {
  it('queries through a connection of the pool, and releases it', async () => {
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.come('a');

    expect(await rows).toEqual(['row']);
    expect(adapter.log).toEqual(['a: SELECT 1', 'back a']);
  });

  it('closes a connection whose query fails, and no other', async () => {
    adapter.answer = () => Promise.reject(new Error('gone'));
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.come('a');

    await expect(rows).rejects.toThrow('gone');
    expect(adapter.log).toEqual(['a: SELECT 1', 'destroy a']);
  });

  it('closes a connection that does not answer in time, and no other', async () => {
    adapter.answer = never;
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.come('a');
    await settled();
    timeOut();

    await expect(rows).rejects.toThrow('no answer within 100 ms');
    expect(adapter.log).toEqual(['a: SELECT 1', 'destroy a']);
  });

  it('knows that the app holds all connections while it waits for one', async () => {
    expect(slot.isPoolFull()).toBe(false);
    adapter.isFull = true;

    await checkInVain();

    expect(slot.isPoolFull()).toBe(true);
    adapter.acquisitions[0]?.come('a');
    await settled();
    expect(slot.isPoolFull()).toBe(false);
  });

  it('does not take an attempt to connect for a full pool', async () => {
    await checkInVain();
    adapter.isFull = true;

    expect(slot.isPoolFull()).toBe(false);
  });

  it('releases a connection that arrives when no check waits for it', async () => {
    await checkInVain();
    adapter.acquisitions[0]?.come('a');
    await settled();

    expect(adapter.log).toEqual(['back a']);
  });

  it('continues the same acquisition in the next check, however many time out', async () => {
    for (let i = 0; i < 5; i += 1) await checkInVain();
    const rows = slot.query('SELECT 1', new AbortController().signal);
    adapter.acquisitions[0]?.come('a');

    expect(await rows).toEqual(['row']);
    expect(adapter.acquisitions).toHaveLength(1);
    expect(adapter.log).toEqual(['a: SELECT 1', 'back a']);
  });

  it('begins another acquisition after one that failed while no check waited', async () => {
    await checkInVain();
    adapter.acquisitions[0]?.fail(new Error('refused'));
    await settled();
    const rows = slot.query('SELECT 1', new AbortController().signal);
    adapter.acquisitions[1]?.come('b');

    expect(await rows).toEqual(['row']);
  });

  it('fails at once when the pool cannot connect', async () => {
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.fail(new Error('refused'));

    await expect(rows).rejects.toThrow('refused');
  });

  it('begins nothing for a check that has timed out before', async () => {
    await expect(slot.query('SELECT 1', AbortSignal.abort(new TimeoutError(100)))).rejects.toThrow(
      'no answer',
    );

    expect(adapter.acquisitions).toEqual([]);
  });
});
