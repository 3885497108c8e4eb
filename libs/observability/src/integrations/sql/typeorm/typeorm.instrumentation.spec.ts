import { EventEmitter } from 'node:events';
import { Observer } from '../../../core';
import type { QueryObservation } from '../../../core';
import { TypeOrmIndicator } from './typeorm.indicator';
import { instrumentDataSource } from './typeorm.instrumentation';
import type { QueryRunnerLike, RunnerSource } from './typeorm.instrumentation';

class FakeRunner {
  async query(sql: string, ...rest: unknown[]): Promise<unknown> {
    if (sql.includes('nonsense')) throw new Error(`no ${sql}`);
    return [sql, ...rest];
  }

  async stream(_sql: string): Promise<EventEmitter> {
    return rows;
  }
}

class FakeDataSource implements RunnerSource {
  readonly isInitialized = true;
  readonly options = { type: 'mysql' };
  readonly modes: unknown[] = [];

  constructor(private readonly makeRunner: () => QueryRunnerLike = () => new FakeRunner()) {}

  createQueryRunner(mode?: unknown): QueryRunnerLike {
    this.modes.push(mode);
    return this.makeRunner();
  }

  query(sql: string): Promise<unknown> {
    return this.createQueryRunner('master').query(sql);
  }
}

let rows: EventEmitter;
let ended: QueryObservation[];

beforeEach(() => {
  rows = new EventEmitter();
  ended = [];
});

function end(observation: QueryObservation): void {
  ended.push(observation);
}

function observed(source = new FakeDataSource()): FakeDataSource {
  instrumentDataSource(source, 'orders', new Observer([{ name: 'recorder', queries: { end } }]));
  return source;
}

describe('a DataSource that is looked after', () => {
  it('observes each query of each runner, with arguments and result as they were', async () => {
    const source = observed();
    const runner = source.createQueryRunner('slave');

    const answer = await runner.query('SELECT $1', [7], true);
    await source.query('UPDATE a SET b = 1');

    expect(answer).toEqual(['SELECT $1', [7], true]);
    expect(source.modes).toEqual(['slave', 'master']);
    expect(ended).toMatchObject([
      { operation: 'select', database: { system: 'mysql', alias: 'orders' } },
      { operation: 'update' },
    ]);
  });

  it('observes once with a driver that has one runner only', async () => {
    const runner = new FakeRunner();
    const source = observed(new FakeDataSource(() => runner));

    await source.query('SELECT 1');
    await source.query('SELECT 2');

    expect(ended).toHaveLength(2);
  });

  it('tells two apps that share it, each once', async () => {
    const source = observed(observed());

    await source.query('SELECT 1');

    expect(ended).toHaveLength(2);
  });

  it('fails with the same error', async () => {
    await expect(observed().query('SELECT nonsense')).rejects.toThrow('no SELECT nonsense');
    expect(ended).toMatchObject([{ outcome: 'error', failed: true }]);
  });

  it('does not count the questions of the health check', async () => {
    const finding = await new TypeOrmIndicator([observed()]).check();

    expect(finding.status).toBe('healthy');
    expect(ended).toEqual([]);
  });

  it('lets a stand-in make no runner at all', () => {
    // A test's mock answers whatever its author did not care about.
    const source = new FakeDataSource(() => undefined as unknown as QueryRunnerLike);

    expect(observed(source).createQueryRunner()).toBeUndefined();
  });
});

describe('a stream of rows', () => {
  it.each(['end', 'close'])('lasts until its %s', async (event) => {
    const stream = await observed().createQueryRunner().stream?.('SELECT 1');

    const endedBefore = [...ended];
    rows.emit(event);

    expect(stream).toBe(rows);
    expect(endedBefore).toEqual([]);
    expect(ended).toMatchObject([{ operation: 'select', outcome: 'ok' }]);
  });

  it('fails with its error, which stays unhandled when nobody listens', async () => {
    const error = new Error('connection lost');
    await observed().createQueryRunner().stream?.('SELECT 1');

    expect(() => rows.emit('error', error)).toThrow('connection lost');
    expect(ended).toMatchObject([{ outcome: 'error', error }]);
  });

  it('that its reader leaves has not failed', async () => {
    await observed().createQueryRunner().stream?.('SELECT 1');
    rows.on('error', () => undefined);

    rows.emit('error', Object.assign(new Error('aborted'), { name: 'AbortError' }));
    rows.emit('close');

    expect(ended).toMatchObject([{ outcome: 'ok' }]);
  });
});
