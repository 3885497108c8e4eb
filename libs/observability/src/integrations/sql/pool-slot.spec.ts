import type { Lender, Loan } from './lender';
import { PoolSlot } from './pool-slot';
import { DeadlineError } from '../database/deadline';

/** A connection that was asked for, and what became of it. */
class FakeLoan implements Loan<string> {
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

/** Lends what the test hands out, and writes down what it gets back. */
class FakeLender implements Lender<string> {
  readonly loans: FakeLoan[] = [];
  readonly log: string[] = [];
  answer: () => Promise<unknown> = async () => ['row'];

  lend(): FakeLoan {
    const loan = new FakeLoan();
    this.loans.push(loan);
    return loan;
  }

  query(connection: string, sql: string): Promise<unknown> {
    this.log.push(`${connection}: ${sql}`);
    return this.answer();
  }

  giveBack(connection: string): void {
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

let lender: FakeLender;
let slot: PoolSlot<string>;
let limit: AbortController;

beforeEach(() => {
  lender = new FakeLender();
  slot = new PoolSlot(lender, true);
  limit = new AbortController();
});

function timeOut(): void {
  limit.abort(new DeadlineError(100));
}

/** A check that waits for its connection until its time is over. */
async function checkInVain(loan?: Partial<FakeLoan>): Promise<unknown> {
  limit = new AbortController();
  const rows = slot.query('SELECT 1', limit.signal).catch((error: Error) => error.message);
  Object.assign(lender.loans.at(-1) ?? {}, loan);
  timeOut();
  return rows;
}

describe('the slot of a pool', () => {
  it('asks by a connection of the pool, and gives it back', async () => {
    const rows = slot.query('SELECT 1', limit.signal);
    lender.loans[0]?.come('a');

    expect(await rows).toEqual(['row']);
    expect(lender.log).toEqual(['a: SELECT 1', 'back a']);
  });

  it('closes a connection whose query fails, and no other', async () => {
    lender.answer = () => Promise.reject(new Error('gone'));
    const rows = slot.query('SELECT 1', limit.signal);
    lender.loans[0]?.come('a');

    await expect(rows).rejects.toThrow('gone');
    expect(lender.log).toEqual(['a: SELECT 1', 'destroy a']);
  });

  it('closes a connection that gives no answer in time, and those that lie idle', async () => {
    lender.answer = never;
    const rows = slot.query('SELECT 1', limit.signal);
    lender.loans[0]?.come('a');
    await settled();
    timeOut();

    await expect(rows).rejects.toThrow('no answer within 100 ms');
    expect(lender.log).toEqual(['a: SELECT 1', 'destroy a', 'drop idle']);
  });

  it('leaves idle connections alone when it is told to', async () => {
    slot = new PoolSlot(lender, false);
    lender.answer = never;
    const rows = slot.query('SELECT 1', limit.signal);
    lender.loans[0]?.come('a');
    await settled();
    timeOut();

    await expect(rows).rejects.toThrow('no answer');
    expect(lender.log).toEqual(['a: SELECT 1', 'destroy a']);
  });

  it('says so when others have all connections', async () => {
    expect(await checkInVain({ isFull: true })).toBe('no free connection within 100 ms');
    expect(await checkInVain({ isFull: false })).toBe('no answer within 100 ms');
  });

  it('gives a connection back at once that comes when nobody waits for it', async () => {
    await checkInVain();
    lender.loans[0]?.come('a');
    await settled();

    expect(lender.log).toEqual(['back a']);
  });

  it('waits at the same place in the next check', async () => {
    await checkInVain();
    const rows = slot.query('SELECT 1', new AbortController().signal);
    lender.loans[0]?.come('a');

    expect(await rows).toEqual(['row']);
    expect(lender.loans).toHaveLength(1);
    expect(lender.log).toEqual(['a: SELECT 1', 'back a']);
  });

  it('gives a place up after two checks, so that five checks in vain ask three times', async () => {
    for (let i = 0; i < 5; i += 1) await checkInVain();

    expect(lender.loans.map(({ cancelled }) => cancelled)).toEqual([true, true, false]);
  });

  it('gives a place up when no check comes for it', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    await checkInVain();
    jest.advanceTimersByTime(3000);
    jest.useRealTimers();
    await new Promise(setImmediate);

    const rows = slot.query('SELECT 1', new AbortController().signal);
    lender.loans[1]?.come('b');

    expect(lender.loans[0]?.cancelled).toBe(true);
    expect(await rows).toEqual(['row']);
  });

  it('holds on to a place that cannot be given up', async () => {
    for (let i = 0; i < 5; i += 1) await checkInVain({ canCancel: false });

    expect(lender.loans).toHaveLength(1);
  });

  it('asks anew after an attempt that failed while nobody waited', async () => {
    await checkInVain();
    lender.loans[0]?.fail(new Error('refused'));
    await settled();
    const rows = slot.query('SELECT 1', new AbortController().signal);
    lender.loans[1]?.come('b');

    expect(await rows).toEqual(['row']);
  });

  it('fails at once when the pool cannot connect', async () => {
    const rows = slot.query('SELECT 1', limit.signal);
    lender.loans[0]?.fail(new Error('refused'));

    await expect(rows).rejects.toThrow('refused');
  });
});
