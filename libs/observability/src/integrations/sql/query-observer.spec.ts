import { Observer, RequestContext, runInContext } from '../../core';
import type { QueryObservation } from '../../core';
import { FakeClock } from '../../testing';
import { asOwnQuery } from './query-observer';
import { QueryObserver } from './query-observer';

const DATABASE = { system: 'postgresql', alias: 'default' };

let clock: FakeClock;
let ended: QueryObservation[];
let observer: Observer;
let queries: QueryObserver;

beforeEach(() => {
  clock = new FakeClock();
  ended = [];
  const recorder = { name: 'recorder', queries: { end: keep } };
  observer = new Observer([recorder], clock);
  queries = new QueryObserver(observer, DATABASE);
});

function keep(observation: QueryObservation): void {
  ended.push(observation);
}

/** A query that takes so long, and then fails if it has an error to fail with. */
async function answer(ms: number, error?: Error): Promise<string> {
  await Promise.resolve();
  clock.advance(ms);
  if (error) throw error;
  return 'rows';
}

describe('the observer of queries', () => {
  it('observes one with its database, operation and time, and hands on its result', async () => {
    const rows = await queries.observe('SELECT 1', () => answer(40));

    expect(rows).toBe('rows');
    expect(ended).toMatchObject([
      { database: DATABASE, operation: 'select', outcome: 'ok', durationSeconds: 0.04 },
    ]);
  });

  it('keeps the error of one that fails', async () => {
    const error = new Error('deadlock');

    await expect(queries.observe('DELETE FROM a', () => answer(5, error))).rejects.toBe(error);
    expect(ended).toMatchObject([{ operation: 'delete', outcome: 'error', error }]);
  });

  it('observes one that throws before it is sent', () => {
    const error = new Error('released already');
    const query = (): never => {
      throw error;
    };

    expect(() => queries.observe('SELECT 1', query)).toThrow(error);
    expect(ended).toMatchObject([{ outcome: 'error', error }]);
  });

  it('adds each to the request that makes it, whatever came of it', async () => {
    const context = new RequestContext(observer);

    await runInContext(context, async () => {
      await queries.observe('SELECT 1', () => answer(40));
      await queries.observe('SELECT 2', () => answer(60, new Error('gone'))).catch(() => undefined);
    });
    await queries.observe('SELECT 3', () => answer(500));

    expect(context.queries).toBe(2);
    expect(context.querySeconds).toBeCloseTo(0.1);
    expect(ended.map((one) => one.context)).toEqual([context, context, undefined]);
  });

  it('counts one once, however often it ends', () => {
    const context = new RequestContext(observer);
    const observation = runInContext(context, () => queries.begin('SELECT 1'));

    queries.end(observation);
    queries.fail(observation, new Error('too late'));

    expect(ended).toMatchObject([{ outcome: 'ok', failed: false }]);
    expect(context.queries).toBe(1);
  });

  it("leaves the library's own alone", async () => {
    const rows = await queries.observe(asOwnQuery('SELECT 1'), () => answer(40));

    expect(rows).toBe('rows');
    expect(ended).toEqual([]);
  });

  it('makes the query inside what a signal began', async () => {
    const steps: string[] = [];
    const around = <R>(_observation: QueryObservation, work: () => R): R => {
      steps.push('span');
      return work();
    };
    const inner = new Observer([{ name: 'traces', queries: { around } }], clock);

    await new QueryObserver(inner, DATABASE).observe('SELECT 1', () => {
      steps.push('query');
      return answer(1);
    });

    expect(steps).toEqual(['span', 'query']);
  });
});
