import type { PoolAdapter, Acquisition } from './pool-adapter';
import { PoolSlot } from './pool-slot';
import { DeadlineError } from '../database/deadline';

/** The acquisition of a connection, settled by the test. */
class FakeAcquisition implements Acquisition<string> {
  isFull = false;
  canCancel = true;
  cancelled = false;
  come!: (connection: string) => void;
  fail!: (error: Error) => void;
  readonly connection = new Promise<string>((resolve, reject) => {
    this.come = resolve;
    this.fail = reject;
  });

  isQueued(): boolean {
    return this.isFull;
  }

  cancel(): boolean {
    this.cancelled = this.canCancel;
    return this.canCancel;
  }
}

/** Returns the acquisitions of the test and records what is done with them. */
class FakePoolAdapter implements PoolAdapter<string> {
  readonly acquisitions: FakeAcquisition[] = [];
  readonly log: string[] = [];
  answer: () => Promise<unknown> = async () => ['row'];

  acquire(): FakeAcquisition {
    const acquisition = new FakeAcquisition();
    this.acquisitions.push(acquisition);
    return acquisition;
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

  dropIdle(): void {
    this.log.push('drop idle');
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let adapter: FakePoolAdapter;
let slot: PoolSlot<string>;
let limit: AbortController;

beforeEach(() => {
  adapter = new FakePoolAdapter();
  slot = new PoolSlot(adapter, true);
  limit = new AbortController();
});

function timeOut(): void {
  limit.abort(new DeadlineError(100));
}

/** A check that waits for its connection until its deadline. */
async function checkInVain(acquisition?: Partial<FakeAcquisition>): Promise<unknown> {
  limit = new AbortController();
  const rows = slot.query('SELECT 1', limit.signal).catch((error: Error) => error.message);
  Object.assign(adapter.acquisitions.at(-1) ?? {}, acquisition);
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

  it('closes a connection that does not answer in time, and the idle ones', async () => {
    adapter.answer = never;
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.come('a');
    await settled();
    timeOut();

    await expect(rows).rejects.toThrow('no answer within 100 ms');
    expect(adapter.log).toEqual(['a: SELECT 1', 'destroy a', 'drop idle']);
  });

  it('leaves idle connections alone without `reconnect`', async () => {
    slot = new PoolSlot(adapter, false);
    adapter.answer = never;
    const rows = slot.query('SELECT 1', limit.signal);
    adapter.acquisitions[0]?.come('a');
    await settled();
    timeOut();

    await expect(rows).rejects.toThrow('no answer');
    expect(adapter.log).toEqual(['a: SELECT 1', 'destroy a']);
  });

  it('reports that all connections are in use', async () => {
    expect(await checkInVain({ isFull: true })).toBe('no free connection within 100 ms');
    expect(await checkInVain({ isFull: false })).toBe('no answer within 100 ms');
  });

  it('releases a connection that arrives when no check waits for it', async () => {
    await checkInVain();
    adapter.acquisitions[0]?.come('a');
    await settled();

    expect(adapter.log).toEqual(['back a']);
  });

  it('continues the same acquisition in the next check', async () => {
    await checkInVain();
    const rows = slot.query('SELECT 1', new AbortController().signal);
    adapter.acquisitions[0]?.come('a');

    expect(await rows).toEqual(['row']);
    expect(adapter.acquisitions).toHaveLength(1);
    expect(adapter.log).toEqual(['a: SELECT 1', 'back a']);
  });

  it('cancels an acquisition after two checks, so that five failed checks begin three', async () => {
    for (let i = 0; i < 5; i += 1) await checkInVain();

    expect(adapter.acquisitions.map(({ cancelled }) => cancelled)).toEqual([true, true, false]);
  });

  it('cancels an acquisition that no check uses', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    await checkInVain();
    jest.advanceTimersByTime(3000);
    jest.useRealTimers();
    await new Promise(setImmediate);

    const rows = slot.query('SELECT 1', new AbortController().signal);
    adapter.acquisitions[1]?.come('b');

    expect(adapter.acquisitions[0]?.cancelled).toBe(true);
    expect(await rows).toEqual(['row']);
  });

  it('keeps an acquisition that cannot be cancelled', async () => {
    for (let i = 0; i < 5; i += 1) await checkInVain({ canCancel: false });

    expect(adapter.acquisitions).toHaveLength(1);
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
});
