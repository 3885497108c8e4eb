import { Observer } from '../../../core';
import type { QueryObservation } from '../../../core';
import { QueryObserver } from '../query-observer';
import { observeQueryCall } from './query-call';

type Callback = (error: unknown, result?: unknown) => unknown;

const ERROR = new Error('deadlock');
let ended: QueryObservation[];
let queries: QueryObserver;

beforeEach(() => {
  ended = [];
  const end = (observation: QueryObservation): void => void ended.push(observation);
  const observer = new Observer([{ name: 'recorder', queries: { end } }]);
  queries = new QueryObserver(observer, { system: 'postgresql', alias: 'PG' });
});

/** Calls `query` as pg would be called; pg's part is played by the answer. */
function call(answer: (...args: unknown[]) => unknown, ...args: unknown[]): unknown {
  return observeQueryCall(args, queries, answer);
}

describe('a query for a promise', () => {
  it.each([
    ['a text', ['SELECT 1']],
    ['a text with values', ['SELECT $1', [1]]],
    ['an object', [{ text: 'SELECT 1' }]],
  ])('is observed when it is %s', async (_form, args) => {
    const received = await call(async (...given) => given, ...args);

    expect(received).toEqual(args);
    expect(ended).toMatchObject([{ operation: 'select', outcome: 'ok' }]);
  });

  it('fails with the same error', async () => {
    await expect(call(() => Promise.reject(ERROR), 'DELETE FROM a')).rejects.toBe(ERROR);
    expect(ended).toMatchObject([{ operation: 'delete', outcome: 'error', error: ERROR }]);
  });
});

describe('a query with a callback', () => {
  it.each([
    ['behind the text', (callback: Callback) => ['SELECT 1', callback]],
    ['behind the values', (callback: Callback) => ['SELECT $1', [1], callback]],
    ['behind no values', (callback: Callback) => ['SELECT 1', undefined, callback]],
  ])('is observed until it is called, %s', (_where, argsWith) => {
    const callback = jest.fn();
    const calls: unknown[][] = [];

    const returned = call((...args) => void calls.push(args), ...argsWith(callback));
    const endedBefore = [...ended];
    const answer = calls[0]?.at(-1) as Callback;
    answer(null, 'rows');

    expect(returned).toBeUndefined();
    expect(endedBefore).toEqual([]);
    expect(callback.mock.calls).toEqual([[null, 'rows']]);
    expect(ended).toMatchObject([{ operation: 'select', outcome: 'ok' }]);
  });

  it('fails with the error that the callback gets', () => {
    const callback = jest.fn();

    call((_text, observed) => (observed as Callback)(ERROR), 'SELECT 1', callback);

    expect(callback.mock.calls).toEqual([[ERROR]]);
    expect(ended).toMatchObject([{ outcome: 'error', error: ERROR }]);
  });

  it('fails when pg throws at once', () => {
    const refuse = (): never => {
      throw ERROR;
    };

    expect(() => call(refuse, 'SELECT 1', () => undefined)).toThrow(ERROR);
    expect(ended).toMatchObject([{ outcome: 'error', error: ERROR }]);
  });

  it('is left alone when the callback is in the object, an old form', () => {
    const config = { text: 'SELECT 1', callback: () => undefined };

    expect(call((given) => given, config)).toBe(config);
    expect(ended).toEqual([]);
  });
});

describe('a query that is an object of its own', () => {
  class FakeQuery {
    readonly heard: unknown[] = [];

    constructor(readonly text?: string) {}

    submit(): void {}

    handleError(error: unknown): void {
      this.heard.push(error);
    }

    handleReadyForQuery(connection: unknown): void {
      this.heard.push(connection);
    }
  }

  it('is observed until the server is ready for the next', () => {
    const query = new FakeQuery('INSERT INTO a VALUES (1)');

    const returned = call((given) => given, query);
    const endedBefore = [...ended];
    query.handleReadyForQuery('connection');

    expect(returned).toBe(query);
    expect(endedBefore).toEqual([]);
    expect(query.heard).toEqual(['connection']);
    expect(ended).toMatchObject([{ operation: 'insert', outcome: 'ok' }]);
  });

  it('fails with the error that pg hands it', () => {
    const query = new FakeQuery('SELECT 1');

    call((given) => given, query);
    query.handleError(ERROR);
    query.handleReadyForQuery('connection');

    expect(query.heard).toEqual([ERROR, 'connection']);
    expect(ended).toMatchObject([{ outcome: 'error', error: ERROR }]);
  });

  it('is known by the text of its cursor, as a stream is', () => {
    const query = Object.assign(new FakeQuery(), { cursor: { text: 'SELECT 1' } });

    call((given) => given, query);
    query.handleReadyForQuery('connection');

    expect(ended).toMatchObject([{ operation: 'select' }]);
  });

  it('fails when the pool finds no connection for it', async () => {
    const query = new FakeQuery('SELECT 1');

    await expect(call(() => Promise.reject(ERROR), query)).rejects.toBe(ERROR);
    expect(ended).toMatchObject([{ outcome: 'error', error: ERROR }]);
  });
});
